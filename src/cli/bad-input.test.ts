import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startAnsweringServer } from "../conformance/testing/hostile-servers.ts";
import type { PeerServer } from "../conformance/testing/peer-server.ts";
import { CommandLine } from "./testing/command-line.ts";

let cli: CommandLine;
let http: PeerServer;
beforeEach(async () => {
  cli = new CommandLine();
  vi.spyOn(process, "cwd").mockReturnValue(cli.folder);
  mkdirSync(join(cli.folder, "folder"));
  cli.write("file", "");
  http = await startAnsweringServer("HTTP/1.1 400 Bad Request\r\n\r\n");
});
afterEach(async () => {
  vi.restoreAllMocks();
  cli.dispose();
  await http.close();
});

/** In the words of a command: HERE is a folder with a folder and a file in it, PORT a port with an HTTP server. */
const replaced = (words: readonly string[]) =>
  words.map((word) => word.replace("HERE", cli.folder).replace("PORT", new URL(http.url).port));

/** What is wrong is told in a line, or two with where to look things up. */
function expectOneComplaint(code: number, complaint: RegExp): void {
  expect(cli.output.err).toMatch(complaint);
  expect(cli.output.err.trim().split(/\n+/).length).toBeLessThanOrEqual(2);
  expect(cli.output.err).not.toMatch(/^ +at /m);
  expect(code).toBe(2);
}

describe("hybi", () => {
  it.each([
    [
      "test ws://127.0.0.1:1",
      /^error: cannot connect to 127\.0\.0\.1:1: .*ECONNREFUSED.*; start the server first, or wait for it with --wait 30$/,
    ],
    ["test ws://127.0.0.1:70000", /^error: "ws:\/\/127\.0\.0\.1:70000" is not a URL/],
    ["test ws://nowhere.invalid", /^error: cannot connect to nowhere\.invalid:80: (no machine of this name is known|.*EAI_AGAIN.*)/],
    [
      "test wss://127.0.0.1:PORT",
      /^error: cannot connect to 127\.0\.0\.1:\d+: the answer was no TLS; a server without it has a ws:\/\/ address/,
    ],
    ["test --fail-on=", /An outcome is missing; there are failed, .*, or none\./],
    ["test --fail-on none,failed", /none stands alone/],
    ["test --fail-on everything", /everything is no outcome; there are failed, /],
    [
      "test --outdir HERE/file",
      /^error: Cannot write to the report folder .*file.*: a part of the path is a file, .*; give another folder as outdir$/,
    ],
    ["serve --outdir HERE/file", /^error: Cannot write to the report folder .*: there is a file of this name; give another/],
    ["test --junit HERE/folder", /^error: cannot write the JUnit file .*: it is a folder; give a file$/],
    ["serve --junit HERE/none/j.xml", /^error: cannot write the JUnit file .*: there is no folder .*none; make it first$/],
    ["test --baseline HERE/none.json", /^error: cannot read the baseline .*: there is no such file; --update-baseline makes it$/],
    ["test --baseline HERE/folder", /^error: cannot read the baseline .*: it is a folder$/],
    ["test --update-baseline --baseline HERE/none/b.json", /^error: cannot write the baseline .*: there is no folder /],
    ["serve --key HERE/none --cert HERE/none", /^error: cannot read the key .*: there is no such file$/],
    ["echo --key HERE/file --cert HERE/file", /^error: the key .*file is empty; expected PEM$/],
    ["serve --port PORT", /^error: cannot listen on 127\.0\.0\.1:\d+: the port is in use; choose another with --port or --host$/],
    ["echo --host 192.0.2.1", /^error: cannot listen on 192\.0\.2\.1:9001: this machine has no such address; choose/],
    ["echo --connect nowhere", /^error: "nowhere" is not a URL/],
    ["echo --connect ws://127.0.0.1:PORT", /^error: .* did not answer with a number; is this a fuzzing server\?$/],
  ])("%s", async (words, complaint) => {
    expectOneComplaint(await cli.run(...replaced(words.split(" "))), complaint);
  });
});

describe("wstest", () => {
  it.each([
    ["-m fuzzingclient -s HERE/folder", /^error: cannot read the spec file .*: it is a folder$/],
    ["-m testeeserver -w ws://127.0.0.1:PORT", /^error: cannot listen on .*: the port is in use; choose another address with -w$/],
    ["-m testeeclient -w http://127.0.0.1:PORT", /^error: "http:\/\/127\.0\.0\.1:\d+" begins with http:\/\/; expected ws/],
    ["-m testeeclient -w ws://127.0.0.1:1", /^error: cannot connect to 127\.0\.0\.1:1: .*ECONNREFUSED/],
    ["-m fuzzingserver -w nowhere", /^error: the address of the server: "nowhere" is not a URL/],
    ["-m fuzzingclient --fail-on=", /An outcome is missing/],
  ])("%s", async (words, complaint) => {
    cli.write("fuzzingserver.json", {});
    expectOneComplaint(await cli.wstest(...replaced(words.split(" "))), complaint);
  });

  it("names the key of a spec whose folder for reports cannot be had", async () => {
    const spec = cli.write("spec.json", { outdir: join(cli.folder, "file") });
    expectOneComplaint(await cli.wstest("-m", "fuzzingserver", "-s", spec), /there is a file of this name; give another folder as outdir$/);
  });

  it("refuses a wrong option of any server before it tests the first", async () => {
    const servers = [{ url: http.url }, { url: http.url, options: { failByDrop: "yes" } }];
    const spec = cli.write("spec.json", { servers, cases: ["1.1.1"] });
    const code = await cli.wstest("-m", "fuzzingclient", "-s", spec);
    expectOneComplaint(code, /^error: "options" of the spec: "failByDrop" has to be true or false$/);
    expect(cli.output.out).toBe("");
  });

  it("warns of a key and a certificate that a ws server has no use for", async () => {
    const ended = cli.wstest("-m", "testeeserver", "-w", "ws://127.0.0.1:0", "-k", "key.pem", "-c", "cert.pem");
    await cli.output.said(/Strict echo server/);
    process.emit("SIGTERM");
    expect(await ended).toBe(0);
    expect(cli.output.err).toMatch(/^Warning: -k and -c are not used, for the address of the server begins with ws:\/\/\.$/m);
  });
});
