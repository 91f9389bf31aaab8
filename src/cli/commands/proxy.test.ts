import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEchoServer } from "../../conformance/testee/echo-server.ts";
import { RawClient } from "../../conformance/testing/raw-client.ts";
import { startWrongServer, wrongHabits } from "../../conformance/testing/wrong-servers.ts";
import { CommandLine } from "../testing/command-line.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

async function proxying(...words: string[]): Promise<{ url: string; ended: Promise<number> }> {
  const ended = cli.run("proxy", "--listen", "0", ...words);
  const [, url = ""] = await cli.output.said(/^Passing (ws:\S+) on to ws:\S+; stop with Ctrl-C\.$/m);
  return { url, ended };
}

const maskedHi = "\x81\x82\0\0\0\0Hi";

describe("hybi proxy", () => {
  it("passes a connection on, records it, and says at the end that nobody broke a rule: 0", async () => {
    const server = await startEchoServer(0);
    const folder = join(cli.folder, "recorded");
    const { url, ended } = await proxying(`ws://127.0.0.1:${server.port}`, "--record", folder);
    const client = await RawClient.open(url, "/");
    client.socket.write(Buffer.from(`${maskedHi}\x88\x82\0\0\0\0\x03\xe8`, "latin1"));
    await client.until("\x88\x02\x03\xe8");
    client.socket.end();
    await cli.output.said(/connection 1: over, 4 frames/);
    process.emit("SIGINT");
    expect(await ended).toBe(0);
    expect(cli.output.out).toContain("1 connection judged: clients broke a rule never, the server never.");
    await server.close();
    expect(await readdir(folder)).toEqual(["connection-1.txt"]);
    expect(await readFile(join(folder, "connection-1.txt"), "utf8")).toMatch(
      /^connection: 127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+\ndetail: bytes\norder: between\n/,
    );
    expect(await cli.run("judge", join(folder, "connection-1.txt"))).toBe(0);
  });

  it("tells who broke what as it happens: 1", async () => {
    const server = await startWrongServer(wrongHabits.echoesAnyText);
    const { url, ended } = await proxying(server.url);
    const client = await RawClient.open(url, "/");
    client.socket.write(Buffer.from("\x81\x81\0\0\0\0\xff", "latin1"));
    const [line] = await cli.output.said(/connection 1: the client broke RFC 6455, section 8\.1: .*/);
    expect(line).toContain("byte 0xff in a text message, which is not UTF-8; frame 1 of the client");
    client.socket.destroy();
    process.emit("SIGINT");
    expect(await ended).toBe(1);
    await server.close();
  });

  it("judges nothing where nobody came: 2", async () => {
    const { ended } = await proxying("ws://127.0.0.1:9");
    process.emit("SIGINT");
    expect(await ended).toBe(2);
  });

  it("needs an address and a port: 2", async () => {
    expect(await cli.run("proxy", "--listen", "0", "nowhere")).toBe(2);
    expect(cli.output.err).toMatch(/^error: "nowhere.*is not a URL/);
    expect(await cli.run("proxy", "ws://127.0.0.1:9")).toBe(2);
  });
});
