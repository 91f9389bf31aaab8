import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { productToken } from "../../conformance/case/suite-name.ts";
import { runWsEchoClient, visit } from "../../conformance/testing/ws-peers.ts";
import { CommandLine } from "../testing/command-line.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

/** Starts `hybi serve` on a free port; `ended` has its exit code. */
async function serving(...words: readonly string[]): Promise<{ url: string; ended: Promise<number> }> {
  const ended = cli.run("serve", "--port", "0", "--outdir", cli.folder, ...words);
  const [, url = ""] = await cli.output.said(/^Fuzzing server with .* at (wss?:\S+); stop it with Ctrl-C\.$/m);
  return { url, ended };
}

describe("hybi serve", () => {
  it("tests a client that echoes, writes the reports when asked, and stops when asked: 0", async () => {
    const { url, ended } = await serving("--cases", "1.1.1,2.2");
    expect(cli.output.out).toContain("Fuzzing server with 2 cases at ");
    expect(await cli.run("echo", "--connect", url)).toBe(0);
    expect(cli.output.out).toMatch(/^case 2 of 2$/m);
    expect(cli.output.out).toContain(`${productToken} went through 2 cases; the verdicts are in the fuzzing server's reports.`);
    expect(cli.output.out).toMatch(new RegExp(`^${productToken}: 2\\.2 OK, close OK$`, "m"));
    expect(cli.output.out).toMatch(new RegExp(`${productToken} as a client: 2 cases in`));
    expect(Object.keys(cli.index()[productToken] ?? {})).toEqual(["1.1.1", "2.2"]);
    await visit(`${url}/stopServer`);
    expect(await ended).toBe(0);
    expect(process.listenerCount("SIGINT")).toBe(0);
  });

  it("stops behind the reports when a client says so, and keeps several agents apart", async () => {
    const { url, ended } = await serving("--cases", "1.1.1");
    for (const agent of ["ws", "bun/1.0.0"]) await runWsEchoClient(url, agent, 1);
    const { closeCode } = await visit(`${url}/updateReports?agent=ws&shutdownOnComplete=true`);
    expect(closeCode).toBe(1005);
    expect(await ended).toBe(0);
    expect(Object.keys(cli.index())).toEqual(["bun/1.0.0", "ws"]);
    expect(cli.output.out).toContain("Fuzzing server with 1 case at ");
  });

  it("fails a client that fails: 1", async () => {
    const { url, ended } = await serving("--cases", "1.1.2", "--timeout-scale", "0.05");
    await visit(`${url}/runCase?case=1&agent=mute`);
    await visit(`${url}/stopServer`);
    expect(await ended).toBe(1);
    expect(cli.output.out).toMatch(/^mute: 1\.1\.2 FAILED, close /m);
    expect(cli.index()).toMatchObject({ mute: { "1.1.2": { behavior: "FAILED" } } });
  });

  it("has the reports of what ran when Ctrl-C ends it", async () => {
    const { url, ended } = await serving("--cases", "1.1.1,1.1.2");
    await visit(`${url}/runCase?case=1&agent=A`, { echoing: true });
    await cli.output.said(/^A: 1\.1\.1 OK, close OK$/m);
    process.emit("SIGINT");
    expect(await ended).toBe(0);
    expect(Object.keys(cli.index()["A"] ?? {})).toEqual(["1.1.1"]);
    expect(cli.output.err).toContain("Stopping; the reports will hold what ran.");
  });

  it("that nobody visited has run nothing: 2", async () => {
    const { url, ended } = await serving();
    await visit(`${url}/stopServer`);
    expect(await ended).toBe(2);
    expect(cli.output.err).toBe("No case was run.");
  });

  it("tells why it refuses a request, by requirement and byte, and that this is why nothing ran", async () => {
    const { url, ended } = await serving();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("GET /getCaseCount HTTP/1.1\r\nHost: ::1\r\nUpgrade: websocket\r\n\r\n");
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
    await visit(`${url}/stopServer`);
    expect(await ended).toBe(2);
    expect(cli.output.err).toMatch(
      /^Refused a request: the Host field "::1" at byte \d+ \(RFC 9112, section 3\.2, rfc9112\/3\.2\/host-once\)$/m,
    );
    expect(cli.output.err).toContain("No case was run. One request was refused, for the reason above.");
  });

  it("reports a case whose request is refused as failed, with the reason", async () => {
    const { url, ended } = await serving();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("GET /runCase?case=1&agent=A HTTP/1.1\r\nHost: ::1\r\nUpgrade: websocket\r\n\r\n");
    await once(socket, "data");
    socket.destroy();
    await visit(`${url}/stopServer`);
    expect(await ended).toBe(1);
    expect(cli.index()["A"]).toMatchObject({ "1.1.1": { behavior: "FAILED", behaviorClose: "FAILED" } });
    expect(cli.output.err).toContain('Refused a request: the Host field "::1"');
  });

  it("needs a port that is free: 2", async () => {
    const { url, ended } = await serving("--cases", "1.1.1");
    const { port } = new URL(url);
    expect(await cli.run("serve", "--port", port, "--outdir", cli.folder)).toBe(2);
    expect(cli.output.err).toBe(`error: cannot listen on 127.0.0.1:${port}: the port is in use; choose another with --port or --host`);
    await visit(`${url}/stopServer`);
    await ended;
  });

  it("needs a folder it can write to: 2", async () => {
    writeFileSync(join(cli.folder, "file"), "");
    expect(await cli.run("serve", "--port", "0", "--outdir", join(cli.folder, "file", "reports"))).toBe(2);
    expect(cli.output.err).toMatch(/^error: Cannot write to the report folder /);
    expect(cli.output.out).toBe("");
  });

  it("lives on when the folder is lost, and tells the client and the user", async () => {
    const { url, ended } = await serving("--cases", "1.1.1");
    await visit(`${url}/runCase?case=1&agent=A`, { echoing: true });
    rmSync(cli.folder, { recursive: true });
    writeFileSync(cli.folder, "");
    expect((await visit(`${url}/updateReports?agent=A`)).refusedWith).toBe(500);
    expect(cli.output.err).toMatch(/^error: Cannot create the report folder .*; give another folder as outdir$/);
    expect((await visit(`${url}/getCaseCount`)).messages).toEqual(["1"]);
    await visit(`${url}/stopServer`);
    expect(await ended).toBe(2);
  });

  it("warns of a pattern that selects nothing beside others that do", async () => {
    const { url, ended } = await serving("--cases", "1.1.1", "--exclude", "8.*");
    expect(cli.output.err).toBe("Warning: the pattern 8.* matches no case.");
    await visit(`${url}/stopServer`);
    await ended;
  });
});

describe("hybi serve --tls and hybi echo --tls", () => {
  it("speak wss with each other, and a browser finds its page", async () => {
    const { url, ended } = await serving("--cases", "1.1.1", "--tls", "--web-port", "0");
    expect(url).toMatch(/^wss:/);
    const [, page = ""] = await cli.output.said(/^To test a browser, open (http:\S+) in it\.$/m);
    expect(await (await fetch(page)).text()).toContain(url);
    expect(await cli.run("echo", "--connect", url)).toBe(2);
    expect(await cli.run("echo", "--connect", url, "--tls")).toBe(0);
    process.emit("SIGINT");
    expect(await ended).toBe(0);
  });
});
