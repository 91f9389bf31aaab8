import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { suite } from "../../conformance/case/suite-name.ts";
import { CommandLine } from "../testing/command-line.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

describe("a question about the command line", () => {
  it("--version", async () => {
    expect(await cli.run("--version")).toBe(0);
    expect(cli.output.out.trim()).toBe(suite.version);
  });

  it("--help names the commands", async () => {
    expect(await cli.run("--help")).toBe(0);
    for (const command of ["test", "serve", "echo"]) expect(cli.output.out).toMatch(new RegExp(`^  ${command} `, "m"));
  });

  it.each(["test", "serve", "echo"])("%s --help", async (command) => {
    expect(await cli.run(command, "--help")).toBe(0);
    expect(cli.output.out).toContain(`Usage: hybi ${command}`);
  });
});

describe("a wrong command line is refused with 2 and a reason", () => {
  it.each([
    [[], /Usage: hybi/],
    [["frobnicate"], /unknown command 'frobnicate'/],
    [["test", "--frobnicate"], /unknown option '--frobnicate'/],
    [["echo", "--jobs"], /argument missing/],
    [["test", "--jobs", "0"], /Expected a whole number from 1 to 1000/],
    [["test", "--jobs", "1.5"], /Expected a whole number from 1 to 1000/],
    [["test", "--jobs", "many"], /Expected a whole number from 1 to 1000/],
    [["test", "--timeout-scale", "0"], /Expected a number above 0, at most 1000/],
    [["test", "--timeout-scale", "1001"], /Expected a number above 0, at most 1000/],
    [["test", "--timeout-scale", "slow"], /Expected a number above 0, at most 1000/],
    [["serve", "--port", "65536"], /Expected a whole number from 0 to 65535/],
    [["serve", "ws://127.0.0.1"], /too many arguments/],
    [["echo", "--port", "-1"], /Expected a whole number from 0 to 65535/],
    [["test", "--cases", "99.*"], /no case matches 99\.\*; ids look like 1\.1\.1/],
    [["test", "--cases", ""], /Expected ids such as 5\.3/],
    [["test", "--cases", "1.*", "--exclude", "1.*"], /no case matches 1\.\* without 1\.\*/],
    [["serve", "--cases", "99.*"], /no case matches 99\.\*/],
    [["test", "http://127.0.0.1:9001"], /begins with http:\/\/; expected ws:\/\/ or wss:\/\//],
    [["test", "localhost:9001"], /begins with localhost:\/\//],
    [["test", "ws://127.0.0.1:1", "ws://127.0.0.1:2", "--agent", "A"], /--agent names one server/],
  ])("hybi %j", async (words, reason) => {
    const outdir = words.length > 0 && words[0] !== "echo" && words[0] !== "frobnicate" ? ["--outdir", cli.folder] : [];
    expect(await cli.run(...words, ...outdir)).toBe(2);
    expect(cli.output.err).toMatch(reason);
  });
});
