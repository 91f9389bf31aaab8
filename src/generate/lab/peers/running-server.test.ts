import { describe, expect, it } from "vitest";
import { type Program, runToEnd, Unavailable } from "../../command-line/run-program.ts";
import { startServer } from "./running-server.ts";

const script = (source: string): Program => ({ command: process.execPath, args: ["-e", source] });

describe("a server program", () => {
  it("is awaited until it names its port, and ends when it is stopped", async () => {
    const server = await startServer(script("console.log('hello'); console.log('listening 4711'); process.stdin.resume();"));
    expect(server.url).toBe("ws://127.0.0.1:4711");
    await server.stop();
  });

  it("is unavailable when it ends instead, with its last words", async () => {
    const start = startServer(script("console.error('no port'); process.exit(1);"));
    await expect(start).rejects.toThrow(Unavailable);
    await expect(start).rejects.toThrow("ended before it listened; it said no port");
  });

  it("is unavailable when it does not exist", async () => {
    await expect(startServer({ command: "/nowhere/testee", args: [] })).rejects.toThrow(Unavailable);
  });
});

describe("a program that is run to its end", () => {
  it("returns what it printed", async () => {
    expect(await runToEnd(script("console.log('done')"))).toBe("done\n");
  });

  it("may end with the exit codes it is allowed", async () => {
    expect(await runToEnd(script("process.exit(1)"), { exitCodes: [0, 1] })).toBe("");
    await expect(runToEnd(script("console.log('oh'); process.exit(2)"))).rejects.toThrow(/ended with 2: oh$/);
  });

  it("is unavailable when it is not installed, or too slow", async () => {
    await expect(runToEnd({ command: "no-such-program", args: [] })).rejects.toThrow(new Unavailable("no-such-program is not installed"));
    await expect(runToEnd(script("setInterval(() => {}, 1000)"), { timeoutMs: 100 })).rejects.toThrow("was stopped");
  });
});
