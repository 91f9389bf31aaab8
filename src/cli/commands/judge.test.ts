import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestText, responseText } from "../../core/testing/sample-handshake.ts";
import { CommandLine } from "../testing/command-line.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

const opening = `client head "GET /chat HTTP/1.1" "Host: a.example" "Upgrade: websocket" "Connection: Upgrade"
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" "Sec-WebSocket-Version: 13"
server head "HTTP/1.1 101 Switching Protocols" "Upgrade: websocket" "Connection: Upgrade"
  "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
`;
const clean = `${opening}client text "Hi"\nserver text "Hi"\nclient close 1000\nserver close 1000\nserver fin\n`;
const broken = `${opening}client text "Hi"\nserver masked text "Hi"\nclient close 1002\nclient fin\n`;

async function recording(text: string | Uint8Array, name = "a.txt"): Promise<string> {
  const path = join(cli.folder, name);
  await writeFile(path, text);
  return path;
}

describe("hybi judge", () => {
  it("says that nobody broke a rule, and shows what was seen: 0", async () => {
    expect(await cli.run("judge", await recording(clean))).toBe(0);
    expect(cli.output.out).toContain("Nobody broke a rule (4 frames seen).");
    expect(cli.output.out).toContain('--> #1 text, 2 bytes, masked "Hi"');
  });

  it("says who broke what, where, and what was due, and who reacted rightly: 1", async () => {
    expect(await cli.run("judge", await recording(broken))).toBe(1);
    const shown = cli.output.out.replace(/\s+/g, " ");
    expect(shown).toContain("The server broke RFC 6455, section 5.1: masked frame from a server.");
    expect(shown).toMatch(/<-- #1 text, 2 bytes, masked "Hi" .*the server broke a rule: masked frame from a server/);
    expect(shown).toContain("where: frame 1 of the server, byte 130 of what the server sent");
    expect(shown).toContain("due: No frame from a server to a client is masked.");
    expect(shown).toContain("The client reacted rightly: it failed the connection with 1002 after a breach of RFC 6455, section 5.1.");
  });

  it("judges the transcript of the guide as the guide says", async () => {
    const guide = await readFile(new URL("../../../docs/guides/judging.md", import.meta.url), "utf8");
    const [, transcript = ""] = /```text\n(connection: [^`]*)```/.exec(guide) ?? [];
    expect(await cli.run("judge", "--json", await recording(transcript))).toBe(1);
    expect(JSON.parse(cli.output.out)).toMatchObject({
      connections: [
        {
          name: "browser > server",
          violations: [{ by: "server", requirement: "rfc6455/5.1/server-frames-unmasked" }],
          reactions: [{ by: "client" }],
        },
      ],
    });
  });

  it("reads a file that is packed", async () => {
    expect(await cli.run("judge", await recording(gzipSync(broken), "a.gz"))).toBe(1);
  });

  it("writes JSON to the standard output", async () => {
    expect(await cli.run("judge", "--json", await recording(broken))).toBe(1);
    expect(JSON.parse(cli.output.out)).toMatchObject({
      version: 1,
      connections: [
        {
          client: null,
          server: null,
          violations: [{ by: "server", requirement: "rfc6455/5.1/server-frames-unmasked", level: "MUST NOT", frame: 1, byteOffset: 130 }],
          inconclusive: [{ by: "server", requirement: "rfc6455/5.5.1/close-gets-close" }],
        },
      ],
    });
  });

  it("writes a page, SARIF and JUnit", async () => {
    const [html, sarif, junit] = ["a.html", "a.sarif", "a.xml"].map((name) => join(cli.folder, name)) as [string, string, string];
    expect(await cli.run("judge", "--html", html, "--sarif", sarif, "--junit", junit, await recording(broken))).toBe(1);
    expect(await readFile(html, "utf8")).toContain("The server broke RFC 6455, section 5.1: masked frame from a server.");
    expect(JSON.parse(await readFile(sarif, "utf8"))).toMatchObject({
      version: "2.1.0",
      runs: [{ results: [{ ruleId: "rfc6455/5.1/server-frames-unmasked", level: "error" }] }],
    });
    expect(await readFile(junit, "utf8")).toContain('<failure type="rfc6455/5.1/server-frames-unmasked"');
  });

  it("looks at one side, or at one connection", async () => {
    expect(await cli.run("judge", "--only", "client", await recording(broken))).toBe(0);
    expect(await cli.run("judge", "--connection", "2", await recording(broken))).toBe(2);
    expect(cli.output.err).toBe("error: there is no connection 2: the recordings hold 1 connection");
  });

  it("judges what each side sent, in files of their own", async () => {
    const heads = [requestText(), `${responseText()}\x81\x80\0\0\0\0`].map((text) => Buffer.from(text, "latin1"));
    const [client, server] = [await recording(heads[0] as Buffer, "c"), await recording(heads[1] as Buffer, "s")];
    expect(await cli.run("judge", "--client-bytes", client, "--server-bytes", server)).toBe(1);
    expect(cli.output.out).toContain("The server broke RFC 6455, section 5.1: masked frame from a server.");
    expect(await cli.run("judge", "--client-bytes", client)).toBe(2);
    expect(await cli.run("judge")).toBe(2);
  });

  it("needs a recording that can be judged: 2", async () => {
    expect(await cli.run("judge", join(cli.folder, "none"))).toBe(2);
    expect(cli.output.err).toMatch(/^error: cannot read .*none: there is no such file$/);
  });

  it("names the forms of recordings where a file is none of them: 2", async () => {
    expect(await cli.run("judge", await recording("hello\n"))).toBe(2);
    expect(cli.output.err).toMatch(/is no recording that is known; it may be .*transcript/);
  });

  it("names the line that it cannot read: 2", async () => {
    expect(await cli.run("judge", await recording("server frob\n"))).toBe(2);
    expect(cli.output.err).toMatch(/line 1, column 8: "frob" is neither hex/);
  });
});
