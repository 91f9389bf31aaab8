import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFuzzingServer } from "../../conformance/server/fuzzing-server.ts";
import { startAnsweringServer } from "../../conformance/testing/hostile-servers.ts";
import { visit } from "../../conformance/testing/ws-peers.ts";
import { CommandLine } from "../testing/command-line.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

/** Starts `hybi echo` on a free port; `ended` has its exit code. */
async function echoing(): Promise<{ url: string; ended: Promise<number> }> {
  const ended = cli.run("echo", "--port", "0");
  const [, url = ""] = await cli.output.said(/^Strict echo server at (ws:\S+); stop it with Ctrl-C\.$/m);
  return { url, ended };
}

describe("hybi echo", () => {
  it("is a server that can be tested, until Ctrl-C ends it: 0", async () => {
    const { url, ended } = await echoing();
    expect(await cli.run("test", url, "--cases", "1.1.2", "--outdir", cli.folder)).toBe(0);
    process.exitCode = undefined;
    process.emit("SIGINT");
    expect(await ended).toBe(0);
    expect(await visit(url)).toMatchObject({ closeCode: 1006 });
    expect(process.listenerCount("SIGINT")).toBe(0);
  });

  it("needs a port that is free: 2", async () => {
    const { url, ended } = await echoing();
    expect(await cli.run("echo", "--port", new URL(url).port)).toBe(2);
    expect(cli.output.err).toMatch(/^error: cannot listen on 127\.0\.0\.1:\d+: the port is in use; choose another with --port or --host$/);
    process.emit("SIGINT");
    await ended;
  });
});

describe("hybi echo --connect", () => {
  it("needs a server: 2", async () => {
    const server = await startFuzzingServer({ port: 0, cases: [] });
    await server.close();
    expect(await cli.run("echo", "--connect", server.url)).toBe(2);
    expect(cli.output.err).toMatch(/^error: cannot connect to 127\.0\.0\.1:\d+/);
  });

  it("needs a fuzzing server: 2", async () => {
    const server = await startAnsweringServer("HTTP/1.1 404 Not Found\r\n\r\n");
    expect(await cli.run("echo", "--connect", server.url)).toBe(2);
    expect(cli.output.err).toMatch(/getCaseCount did not answer with a number; is this a fuzzing server\?$/);
    await server.close();
  });

  it("needs cases: 2", async () => {
    const server = await startFuzzingServer({ port: 0, cases: [] });
    expect(await cli.run("echo", "--connect", server.url)).toBe(2);
    expect(cli.output.err).toBe(`error: the fuzzing server at ${server.url} has no cases selected`);
    await server.close();
  });

  it("needs an address: 2", async () => {
    expect(await cli.run("echo", "--connect", "nowhere")).toBe(2);
    expect(cli.output.err).toMatch(/^error: "nowhere.*is not a URL/);
  });
});
