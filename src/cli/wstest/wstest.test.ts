import { once } from "node:events";
import { existsSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { visit } from "../../conformance/testing/ws-peers.ts";
import { tlsIdentity } from "../commands/tls-identity.ts";
import { CommandLine } from "../testing/command-line.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
  vi.spyOn(process, "cwd").mockReturnValue(cli.folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  cli.dispose();
});

const interrupt = () => process.emit("SIGINT");

/** Starts a mode that serves; `ended` has its exit code. */
async function serving(...words: readonly string[]): Promise<{ url: string; ended: Promise<number> }> {
  const ended = cli.wstest(...words);
  const [, url = ""] = await cli.output.said(/ at (wss?:\S+); stop it with Ctrl-C\.$/m);
  return { url, ended };
}

const serverSpec = (spec: object = {}) => cli.write("server.json", { url: "wss://127.0.0.1:0", cases: ["1.1.1"], ...spec });

/** The name on the certificate of a server. */
async function nameOnCertificate(url: string): Promise<string> {
  const socket = connectTls({ host: "127.0.0.1", port: Number(new URL(url).port), rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

describe("wss", () => {
  it("fuzzing server and testee client, with a certificate made for loopback", async () => {
    const { url, ended } = await serving("-m", "fuzzingserver", "-s", serverSpec(), "-u", "0");
    expect(url).toMatch(/^wss:/);
    expect(await nameOnCertificate(url)).toBe("localhost");
    expect(await cli.wstest("-m", "testeeclient", "-w", url, "-i", "me")).toBe(0);
    expect(cli.index("reports", "clients")).toMatchObject({ me: { "1.1.1": { behavior: "OK" } } });
    interrupt();
    expect(await ended).toBe(0);
  });

  it("testee server and fuzzing client, with a key and a certificate given", async () => {
    const { key, cert } = await tlsIdentity({});
    const files = ["-k", cli.write("key.pem", key), "-c", cli.write("cert.pem", cert)];
    const { url, ended } = await serving("-m", "testeeserver", "-w", "wss://127.0.0.1:0", ...files);
    const servers = [{ url, agent: "secure", hostname: "localhost" }];
    expect(await cli.wstest("-m", "fuzzingclient", "-s", cli.write("client.json", { servers, cases: ["1.1.1", "2.2"] }))).toBe(0);
    expect(Object.keys(cli.index("reports", "servers")["secure"] ?? {})).toEqual(["1.1.1", "2.2"]);
    interrupt();
    expect(await ended).toBe(0);
  });

  it("a key without its certificate, a file that is not there, and one that holds no key: 2", async () => {
    const key = cli.write("key.pem", "not a key");
    expect(await cli.wstest("-m", "fuzzingserver", "-s", serverSpec({ key }))).toBe(2);
    expect(cli.output.err).toContain("error: a key is of no use without its certificate; give both");
    expect(await cli.wstest("-m", "fuzzingserver", "-s", serverSpec({ key, cert: `${key}.missing` }))).toBe(2);
    expect(cli.output.err).toContain(`error: cannot read the certificate ${key}.missing: `);
    expect(await cli.wstest("-m", "fuzzingserver", "-s", serverSpec({ key, cert: key }))).toBe(2);
    expect(cli.output.err).toMatch(/^error: the certificate or its key cannot be used: (?!.*choose)/m);
  });
});

describe("the command line", () => {
  it("writes the default spec where there is none, and takes the address from -w", async () => {
    const { url, ended } = await serving("-m", "fuzzingserver", "-w", "ws://127.0.0.1:0", "-u", "0");
    expect((await visit(`${url}/getCaseCount`)).messages).toEqual(["517"]);
    expect(JSON.parse(cli.file("fuzzingserver.json"))).toEqual({
      url: "ws://127.0.0.1:9001",
      outdir: "./reports/clients",
      cases: ["*"],
      "exclude-cases": [],
      "exclude-agent-cases": {},
    });
    await visit(`${url}/stopServer`);
    expect(await ended).toBe(0);
  });

  it.each([
    [["-m", "massconnect"], "The mode massconnect is no conformance test and not part of this suite"],
    [["-m", "serializer"], "The mode serializer is no conformance test and not part of this suite"],
    [["-m", "wampserver"], "The mode wampserver is no conformance test and not part of this suite"],
    [["-m", "nonsense"], "The mode nonsense is not known"],
    [[], "required option '-m, --mode <mode>' not specified"],
    [["-m", "fuzzingserver", "-u", "70000"], "Expected a port from 0 to 65535."],
    [["-m", "fuzzingclient", "-s", "/nowhere/spec.json"], "cannot read the spec file /nowhere/spec.json: there is no such file"],
    [["-m", "fuzzingclient", "--fail-on", "everything"], "everything is no outcome"],
  ])("%j is wrong: 2", async (words, complaint) => {
    expect(await cli.wstest(...words)).toBe(2);
    expect(cli.output.err).toContain(complaint);
  });

  it("takes -w for a spec that names no server, and says so when it does name some", async () => {
    const { url, ended } = await serving("-m", "testeeserver", "-w", "ws://127.0.0.1:0");
    const spec = (servers: readonly object[]) => cli.write("client.json", { servers, cases: ["1.1.1"] });
    expect(await cli.wstest("-m", "fuzzingclient", "-s", spec([]), "-w", url)).toBe(0);
    expect(cli.output.err).toBe("");
    expect(await cli.wstest("-m", "fuzzingclient", "-s", spec([{ url }]), "-w", "ws://127.0.0.1:1")).toBe(0);
    expect(cli.output.err).toMatch(/^Warning: .*client\.json names its servers, and -w ws:\/\/127\.0\.0\.1:1 is not used/);
    process.emit("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("waits for a server that is still starting", async () => {
    const { url, ended } = await serving("-m", "testeeserver", "-w", "ws://127.0.0.1:0");
    interrupt();
    await ended;
    const running = cli.wstest(
      "-m",
      "fuzzingclient",
      "-s",
      cli.write("client.json", { servers: [{ url }], cases: ["1.1.1"] }),
      "--wait",
      "60",
    );
    await new Promise(setImmediate);
    const again = cli.wstest("-m", "testeeserver", "-w", url);
    expect(await running).toBe(0);
    interrupt();
    expect(await again).toBe(0);
  });

  it.each([
    [
      { servers: [{ url: "ws://127.0.0.1:1" }, { url: "http://127.0.0.1:2" }] },
      '"servers", number 2: "url" is no address of a server: "http://127.0.0.1:2" begins with http://',
    ],
    [{ servers: [{ url: "here" }] }, '"servers", number 1: "url" is no address of a server: "here" is not a URL'],
  ])("refuses an address that is none before it tests or waits for anybody: %j", async (spec, complaint) => {
    expect(await cli.wstest("-m", "fuzzingclient", "-s", cli.write("client.json", spec), "--wait", "3600")).toBe(2);
    expect(cli.output.err).toMatch(/^error: [^\n]+$/);
    expect(cli.output.err).toContain(complaint);
  });

  it("refuses such an address from -w, too", async () => {
    expect(await cli.wstest("-m", "fuzzingclient", "-s", cli.write("client.json", {}), "-w", "http://127.0.0.1:1")).toBe(2);
    expect(cli.output.err).toBe('error: "http://127.0.0.1:1" begins with http://; expected ws:// or wss://');
  });

  it("shows a pattern that is not to be seen in quotation marks", async () => {
    const spec = { servers: [{ url: "ws://127.0.0.1:1" }], cases: ["1.1.1"], "exclude-cases": ["", " 1.1.1", "11.*"] };
    await cli.wstest("-m", "fuzzingclient", "-s", cli.write("client.json", spec));
    for (const pattern of ['""', '" 1.1.1"', "11.*"]) expect(cli.output.err).toContain(`Warning: the pattern ${pattern} matches no case.`);
  });

  it("-a tells the version: 0", async () => {
    expect(await cli.wstest("-a")).toBe(0);
    expect(cli.output.out).toMatch(/^[0-9]+\.[0-9]+\.[0-9]+/);
  });

  it("a failed case is a success of the run unless --fail-on names it; no server at all is none: 0, 1, 2", async () => {
    const { url, ended } = await serving("-m", "echoserver", "-w", "ws://127.0.0.1:0");
    const spec = cli.write("client.json", { servers: [{ url, agent: "A" }], cases: ["7.1.6"], outdir: "./r" });
    expect(await cli.wstest("-m", "fuzzingclient", "-s", spec)).toBe(0);
    expect(await cli.wstest("-m", "fuzzingclient", "-s", spec, "--fail-on", "informational")).toBe(1);
    interrupt();
    await ended;
    const another = cli.write("another.json", { servers: [{ url }], outdir: "./not/left" });
    expect(await cli.wstest("-m", "fuzzingclient", "-s", another)).toBe(2);
    expect(cli.output.err).toContain("error: nothing was run: no server of the spec could be tested");
    expect(existsSync(join(cli.folder, "not"))).toBe(false);
  });
});

async function takenPort() {
  const taken = createServer().listen(0, "0.0.0.0");
  await once(taken, "listening");
  return { taken, port: (taken.address() as AddressInfo).port };
}

async function freePort(): Promise<number> {
  const { taken, port } = await takenPort();
  taken.close();
  await once(taken, "close");
  return port;
}

describe("where a server listens", () => {
  it.each([
    ["testeeserver", "ws://localhost:0", "127.0.0.1", "0.0.0.0", "hybi echo"],
    ["testeeserver", "ws://nowhere.invalid:0", "127.0.0.1", "0.0.0.0", "hybi echo"],
    ["fuzzingserver", "ws://127.0.0.1:0", "127.0.0.1", "0.0.0.0", "hybi serve"],
    ["fuzzingserver", "ws://192.0.2.1:0", "127.0.0.1", "0.0.0.0", "hybi serve"],
    ["fuzzingserver", "ws://[::1]:0", "[::1]", "[::]", "hybi serve"],
  ])("%s at %s: on every address of its family, as Autobahn, and says so", async (mode, address, fromHere, everywhere, command) => {
    const { url, ended } = await serving("-m", mode, "-w", address, "-u", "0");
    const { hostname, port } = new URL(url);
    expect(hostname).toBe(fromHere);
    const told = `Every machine that reaches this one can connect (ws://${everywhere}:${port}); ${command} listens for this machine only.`;
    expect(cli.output.out).toContain(told);
    interrupt();
    expect(await ended).toBe(0);
  });

  it("the fuzzing server answers on every address, by whatever name it is called", async () => {
    const { url, ended } = await serving("-m", "fuzzingserver", "-w", "ws://127.0.0.1:0", "-u", "0");
    const { port } = new URL(url);
    // Each 127.x.x.x is an address of this machine, and a server that listens on 127.0.0.1 alone has none of the others.
    const elsewhere = `ws://${process.platform === "linux" ? "127.1.2.3" : "127.0.0.1"}:${port}`;
    expect((await visit(`${elsewhere}/getCaseCount`, { headers: { Host: "fuzzingserver:9001" } })).messages).toEqual(["517"]);
    interrupt();
    expect(await ended).toBe(0);
  });

  it("the page for browsers does, too", async () => {
    const ended = cli.wstest("-m", "fuzzingserver", "-w", "ws://127.0.0.1:0", "-u", String(await freePort()));
    const [, page = ""] = await cli.output.said(/^Test a browser at (http:\S+)$/m);
    const { port } = new URL(page);
    const answer = await fetch(`http://${process.platform === "linux" ? "127.1.2.3" : "127.0.0.1"}:${port}/`);
    expect(answer.status).toBe(200);
    interrupt();
    expect(await ended).toBe(0);
  });

  it.each(["testeeserver", "fuzzingserver"])("%s needs a port that is free: 2", async (mode) => {
    const { taken, port } = await takenPort();
    expect(await cli.wstest("-m", mode, "-w", `ws://127.0.0.1:${port}`)).toBe(2);
    expect(cli.output.err).toMatch(/^error: cannot listen on 0\.0\.0\.0:\d+: the port is in use; choose another address /);
    taken.close();
  });
});

describe("the fuzzing server", () => {
  it("spares an agent the cases that the spec says: the connection is closed, and there is no result", async () => {
    const spec = serverSpec({ url: "ws://127.0.0.1:0", cases: ["1.1.1", "1.1.2"], "exclude-agent-cases": { "lazy*": ["1.1.2"] } });
    const { url, ended } = await serving("-m", "fuzzingserver", "-s", spec, "-u", "0");
    for (const number of [1, 2]) await visit(`${url}/runCase?case=${number}&agent=lazybones`, { echoing: true });
    await visit(`${url}/updateReports?agent=lazybones&shutdownOnComplete=yes`);
    expect(await ended).toBe(0);
    expect(Object.keys(cli.index("reports", "clients")["lazybones"] ?? {})).toEqual(["1.1.1"]);
  });

  it("agrees to a subprotocol of the spec", async () => {
    const spec = serverSpec({ url: "ws://127.0.0.1:0", protocols: ["chat", "news"] });
    const { url, ended } = await serving("-m", "fuzzingserver", "-s", spec, "-u", "0");
    const socket = new WebSocket(`${url}/getCaseCount`, ["mail", "news"]);
    await once(socket, "open");
    expect(socket.protocol).toBe("news");
    await once(socket, "close");
    interrupt();
    await ended;
  });

  it("goes on without the page for browsers where its port is taken", async () => {
    const { url, ended } = await serving("-m", "testeeserver", "-w", "ws://127.0.0.1:0");
    const second = cli.wstest("-m", "fuzzingserver", "-s", serverSpec({ url: "ws://127.0.0.1:0" }), "-u", new URL(url).port);
    const [, fuzzing = ""] = await cli.output.said(/^Fuzzing server with .* at (ws:\S+);/m);
    expect((await visit(`${fuzzing}/getCaseCount`)).messages).toEqual(["1"]);
    await visit(`${fuzzing}/stopServer`);
    expect(await second).toBe(0);
    expect(cli.output.err).toContain("the port is in use; -u takes another port, and -u 0 does without");
    interrupt();
    await ended;
  });
});
