import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { productToken } from "../../conformance/case/suite-name.ts";
import { startEchoServer } from "../../conformance/testee/echo-server.ts";
import { runWsEchoClient, startWsEchoServer, visit } from "../../conformance/testing/ws-peers.ts";
import type { Listening } from "../../node/tcp.ts";
import { CommandLine } from "../testing/command-line.ts";

// What the scripts of well-known projects ask of Autobahn, each in the way that project asks it.

let cli: CommandLine;
let echoServers: Listening[];
beforeEach(() => {
  cli = new CommandLine();
  echoServers = [];
  // Relative folders of a spec are those of the process, which a test cannot change.
  vi.spyOn(process, "cwd").mockReturnValue(cli.folder);
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const server of echoServers) await server.close();
  cli.dispose();
});

const someCases = ["1.1.1", "1.1.6", "2.2", "3.1", "5.3"];

async function echoServer(): Promise<string> {
  const server = await startEchoServer(0);
  echoServers.push(server);
  return `ws://127.0.0.1:${server.port}`;
}

/** `wstest -m fuzzingclient` with a spec. */
const testServers = (spec: object, ...words: readonly string[]): Promise<number> =>
  cli.wstest("-m", "fuzzingclient", "-s", cli.write("fuzzingclient.json", spec), ...words);

/** `wstest -m fuzzingserver` with a spec, on a free port; `ended` has its exit code. */
async function serve(
  spec: object,
  words: readonly string[] = ["-m", "fuzzingserver", "-s"],
): Promise<{ url: string; ended: Promise<number> }> {
  const path = cli.write("fuzzingserver.json", { url: "ws://127.0.0.1:0", outdir: "./reports/clients", ...spec });
  const ended = cli.wstest(...words, path, "--webport=0");
  const [, url = ""] = await cli.output.said(/^Fuzzing server with .* at (wss?:\S+); stop it with Ctrl-C\.$/m);
  return { url, ended };
}

async function stop({ url, ended }: { url: string; ended: Promise<number> }): Promise<number> {
  await visit(`${url}/stopServer`);
  return await ended;
}

type Outcome = Readonly<Record<string, unknown>>;
const outcomes = (text: string, agent: string) => (JSON.parse(text) as Record<string, Record<string, Outcome>>)[agent] ?? {};

describe("ws: the client's loop, and reports read by eye", () => {
  it("asks for the count, runs each number with its agent, and asks for the reports", async () => {
    const server = await serve({ cases: someCases });
    expect(await runWsEchoClient(server.url, "ws", 1)).toBe(someCases.length);
    expect(cli.file("reports", "clients", "index.html")).toContain("<!doctype html>");
    expect(await stop(server)).toBe(0);
    expect(Object.keys(outcomes(cli.file("reports", "clients", "index.json"), "ws"))).toEqual(someCases);
  });
});

describe("tungstenite: a diff of index.json without the durations, against a committed one", () => {
  const withoutDurations = (text: string): string => text.replaceAll(/"duration": \d+/g, '"duration": 0');

  it("two runs differ in nothing else, and every byte is where it was", async () => {
    const url = await echoServer();
    const spec = { outdir: "./reports/servers", servers: [{ agent: "Tungstenite", url }], cases: ["1.1.1", "7.9.3"] };
    expect(await testServers(spec)).toBe(0);
    const first = withoutDurations(cli.file("reports", "servers", "index.json"));
    expect(await testServers(spec)).toBe(0);
    expect(withoutDurations(cli.file("reports", "servers", "index.json"))).toBe(first);
    expect(first).toBe(`{
   "Tungstenite": {
      "1.1.1": {
         "behavior": "OK",
         "behaviorClose": "OK",
         "duration": 0,
         "remoteCloseCode": 1000,
         "reportfile": "tungstenite_case_1_1_1.json"
      },
      "7.9.3": {
         "behavior": "OK",
         "behaviorClose": "OK",
         "duration": 0,
         "remoteCloseCode": 1002,
         "reportfile": "tungstenite_case_7_9_3.json"
      }
   }
}`);
  });
});

describe("uWebSockets and fastwebsockets: patterns that match nothing", () => {
  it('"11.*" is warned of and otherwise ignored; every behaviour is one they count as passed', async () => {
    const servers = [{ url: await echoServer(), agent: "fast" }];
    expect(await testServers({ outdir: "./out", servers, cases: ["1.1.1", "11.*"], "exclude-cases": [] })).toBe(0);
    expect(cli.output.err).toContain("Warning: the pattern 11.* matches no case.");
    const results = Object.values(outcomes(cli.file("out", "index.json"), "fast"));
    expect(results.map(({ behavior, behaviorClose }) => [behavior, behaviorClose])).toEqual([["OK", "OK"]]);
  });
});

describe("coder/websocket: long options, few keys, and a plain connect that waits for the server", () => {
  it("takes --mode, --spec and --webport=0; a connection to / stays open until it is closed", async () => {
    const cases = ["1.1.1", "6.1.1", "7.5.1", "13.3.1"];
    const server = await serve({ cases, "exclude-cases": ["6.*", "7.5.1", "13.3.*"] }, ["--mode", "fuzzingserver", "--spec"]);
    const socket = new WebSocket(`${server.url}/`);
    await once(socket, "open");
    // Another connection there and back: the first one has had every reason to be closed.
    expect((await visit(`${server.url}/getCaseCount`)).messages).toEqual(["1"]);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    const closed = once(socket, "close");
    socket.close(1000);
    expect((await closed)[0]).toBe(1000);
    await runWsEchoClient(server.url, "main", 1);
    expect(outcomes(cli.file("reports", "clients", "index.json"), "main")).toMatchObject({ "1.1.1": { behavior: "OK" } });
    await stop(server);
  });
});

describe("websockets: several servers without an agent", () => {
  it("takes the names from their Server fields, skips one that is not there, and reports the others", async () => {
    const [strict, foreign, gone] = [await echoServer(), await startWsEchoServer(), await startEchoServer(0)];
    await gone.close();
    const urls = [strict, `ws://127.0.0.1:${gone.port}`, foreign.url];
    expect(await testServers({ outdir: "./reports/servers", servers: urls.map((url) => ({ url })), cases: ["1.1.1"] })).toBe(0);
    await foreign.close();
    expect(Object.keys(cli.index("reports", "servers"))).toEqual(["UnknownServer", productToken]);
    expect(cli.output.err).toContain(`Warning: cannot connect to 127.0.0.1:${gone.port}`);
  });
});

describe("aiohttp: from index.json to the file of each case", () => {
  it("the file has the keys that its test prints", async () => {
    await testServers({ outdir: "./reports/servers", servers: [{ url: await echoServer(), agent: "aiohttp" }], cases: ["2.2"] });
    const { reportfile } = outcomes(cli.file("reports", "servers", "index.json"), "aiohttp")["2.2"] as { reportfile: string };
    const report = JSON.parse(cli.file("reports", "servers", reportfile)) as Outcome;
    expect(report).toMatchObject({ id: "2.2", behavior: "OK", expected: { OK: [["pong", "Hello, world!"]] } });
    expect(report["received"]).toEqual([["pong", "Hello, world!"]]);
    for (const key of ["description", "expectation"]) expect(report[key]).toMatch(/\S/);
    expect(Number.isInteger(report["case"])).toBe(true);
  });
});

describe("undici: every label it knows, and no other", () => {
  const known = ["OK", "FAILED", "NON-STRICT", "WRONG CODE", "UNCLEAN", "FAILED BY CLIENT", "INFORMATIONAL", "UNIMPLEMENTED"];

  it("a client that passes some cases and not others gets only those", async () => {
    const server = await serve({ cases: ["1.1.1", "1.1.2", "7.1.6", "12.1.1"], options: { closeHandshakeTimeout: 0.1 } });
    for (const number of [1, 3]) await visit(`${server.url}/runCase?case=${number}&agent=undici`, { echoing: true });
    await visit(`${server.url}/runCase?case=2&agent=undici`);
    // Without permessage-deflate, case 12.1.1 is not implemented.
    const socket = new WebSocket(`${server.url}/runCase?case=4&agent=undici`, { perMessageDeflate: false });
    await once(socket, "close");
    await visit(`${server.url}/updateReports?agent=undici`);
    const all = Object.entries(outcomes(cli.file("reports", "clients", "index.json"), "undici"));
    expect(all.map(([id, { behavior }]) => `${id} ${behavior}`)).toEqual([
      "1.1.1 OK",
      "1.1.2 FAILED",
      "12.1.1 UNIMPLEMENTED",
      "7.1.6 INFORMATIONAL",
    ]);
    for (const [, { behavior, behaviorClose }] of all) expect(known).toEqual(expect.arrayContaining([behavior, behaviorClose]));
    await stop(server);
  });
});

describe("Bun: one test per case, with an agent that has to be encoded", () => {
  it("learns the id, runs the case, and is told how it went", async () => {
    const server = await serve({ cases: ["1.1.1", "5.3"] });
    const agent = encodeURIComponent("bun/1.0.0");
    const { messages } = await visit(`${server.url}/getCaseInfo?case=2`);
    expect(JSON.parse(messages[0] ?? "")).toMatchObject({ id: "5.3", description: expect.stringMatching(/\S/) });
    await visit(`${server.url}/runCase?case=2&agent=${agent}`, { echoing: true });
    expect((await visit(`${server.url}/getCaseStatus?case=2&agent=${agent}`)).messages).toEqual(['{"behavior":"OK"}']);
    await visit(`${server.url}/updateReports?agent=${agent}`);
    expect(outcomes(cli.file("reports", "clients", "index.json"), "bun/1.0.0")["5.3"]).toMatchObject({
      reportfile: "bun_1_0_0_case_5_3.json",
    });
    await stop(server);
  });
});

describe("Netty's plugin and Jetty: cases and exclusions, verdicts from both behaviours", () => {
  it("runs what is left after the exclusions, those of an agent among them", async () => {
    const spec = {
      outdir: "./reports/servers",
      servers: [{ agent: "Netty4", url: await echoServer(), options: { version: 18 } }],
      cases: ["1.1.*"],
      "exclude-cases": ["1.1.8"],
      "exclude-agent-cases": { "Netty*": ["1.1.7", "1.1.6"], Jetty: ["*"] },
    };
    expect(await testServers(spec)).toBe(0);
    const results = outcomes(cli.file("reports", "servers", "index.json"), "Netty4");
    expect(Object.keys(results)).toEqual(["1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5"]);
    expect(Object.values(results).every(({ behavior, behaviorClose }) => behavior === "OK" && behaviorClose === "OK")).toBe(true);
    expect(cli.output.err).toBe("");
  });
});

describe("ASP.NET Core: a generated spec with failByDrop", () => {
  it("takes the option for all servers and for one, the one of the server winning", async () => {
    const servers = [
      { agent: "Kestrel.NoSsl", url: await echoServer(), options: { version: 18 } },
      { agent: "Kestrel.Ssl", url: await echoServer(), options: { failByDrop: true } },
    ];
    expect(await testServers({ options: { failByDrop: false }, outdir: "./r", servers, cases: ["1.1.1"], "exclude-agent-cases": {} })).toBe(
      0,
    );
    expect(Object.keys(cli.index("r"))).toEqual(["Kestrel.NoSsl", "Kestrel.Ssl"]);
    expect(cli.output.err).toBe("");
  });
});

describe("Play, websocket.zig and others: grep", () => {
  it("`grep -ci failed index.json` counts nothing where nothing failed, and the exit code says so only when asked", async () => {
    const mute = await serve({ cases: ["1.1.2"], options: { closeHandshakeTimeout: 0.1 } });
    await visit(`${mute.url}/runCase?case=1&agent=mute`);
    await visit(`${mute.url}/updateReports?agent=mute`);
    expect(cli.file("reports", "clients", "index.json").match(/failed/gi)).not.toBeNull();
    expect(await stop(mute)).toBe(0);
    const spec = { outdir: "./reports/servers", servers: [{ url: await echoServer(), agent: "zig" }], cases: someCases };
    expect(await testServers(spec, "--fail-on", "failed")).toBe(0);
    expect(cli.file("reports", "servers", "index.json").match(/failed/gi)).toBeNull();
  });
});

describe("Gun: a line on standard output says when clients may come, and the process goes by its name", () => {
  it("the line is there only once the server listens, in the words that the script waits for", async () => {
    const server = await serve({ cases: someCases });
    const [line, count] = await cli.output.said(/^Ok, will run (\d+) test cases for any clients connecting$/m);
    expect(Number(count)).toBe(someCases.length);
    expect(cli.output.out.indexOf(line)).toBe(0);
    expect((await visit(`${server.url}/getCaseCount`)).messages).toEqual([String(someCases.length)]);
    await stop(server);
  });

  it("is not there when the server could not listen", async () => {
    const server = await serve({ cases: someCases });
    const before = cli.output.out;
    expect(await cli.wstest("-m", "fuzzingserver", "-w", server.url, "-u", "0")).toBe(2);
    expect(cli.output.out.slice(before.length)).not.toContain("Ok, will run");
    await stop(server);
  });
});

describe("Cowboy and Gun: failures are the cells of index.html with the class case_failed", () => {
  /** The style and the legend name the class once each, and the scripts know it. */
  const failures = (html: string): number => html.split("case_failed").length - 1 - 2;

  it("none where nothing failed, and one where something did", async () => {
    const server = await serve({ cases: ["1.1.1", "1.1.2"], options: { closeHandshakeTimeout: 0.1 } });
    await runWsEchoClient(server.url, "cowboy", 1);
    expect(failures(cli.file("reports", "clients", "index.html"))).toBe(0);
    await visit(`${server.url}/runCase?case=2&agent=cowboy`);
    await visit(`${server.url}/updateReports?agent=cowboy`);
    const { behavior, behaviorClose } = outcomes(cli.file("reports", "clients", "index.json"), "cowboy")["1.1.2"] ?? {};
    // The echo did not come, and the Close of the fuzzer was answered with its own code.
    expect([behavior, behaviorClose]).toEqual(["FAILED", "WRONG CODE"]);
    expect(failures(cli.file("reports", "clients", "index.html"))).toBe(1);
    await stop(server);
  });
});

describe('picatz and others: `grep \'"behavior": "FAILED"\'` over the case files', () => {
  const grep = (): readonly string[] => {
    const folder = join(cli.folder, "reports", "clients");
    const files = readdirSync(folder).filter((name) => /_case_.*\.json$/.test(name));
    return files.filter((name) => /"behavior": "FAILED"/.test(readFileSync(join(folder, name), "utf8")));
  };

  it("finds the cases that failed and no others, not even one whose other reading would fail it", async () => {
    // Case 6.4.3 is disputed: its file holds what the other readings come to.
    const server = await serve({ cases: ["1.1.1", "1.1.2", "6.4.3"], options: { closeHandshakeTimeout: 0.1 } });
    for (const number of [1, 3]) await visit(`${server.url}/runCase?case=${number}&agent=picatz`, { echoing: true });
    await visit(`${server.url}/updateReports?agent=picatz`);
    expect(cli.file("reports", "clients", "picatz_case_6_4_3.json")).toMatch(/"readings": \[\s*\{/);
    expect(grep()).toEqual([]);
    await visit(`${server.url}/runCase?case=2&agent=picatz`);
    await visit(`${server.url}/updateReports?agent=picatz`);
    expect(grep()).toEqual(["picatz_case_1_1_2.json"]);
    await stop(server);
  });
});

describe("tungstenite, coder, websockets, trio-websocket, websocket-client: asks for the reports and leaves at once", () => {
  /** Sees the handshake through, and nothing after it; the report is read before anything else can happen. */
  async function reportAfterLeaving(url: string): Promise<string> {
    const socket = new WebSocket(`${url}/updateReports?agent=hasty`);
    await once(socket, "open");
    const index = cli.file("reports", "clients", "index.json");
    socket.terminate();
    return index;
  }

  it("finds every result in index.json, and never the index of an earlier moment", async () => {
    const server = await serve({ cases: ["1.1.1", "1.1.2"] });
    await visit(`${server.url}/runCase?case=1&agent=hasty`, { echoing: true });
    expect(Object.keys(outcomes(await reportAfterLeaving(server.url), "hasty"))).toEqual(["1.1.1"]);
    await visit(`${server.url}/runCase?case=2&agent=hasty`, { echoing: true });
    const all = outcomes(await reportAfterLeaving(server.url), "hasty");
    expect(Object.keys(all)).toEqual(["1.1.1", "1.1.2"]);
    for (const { reportfile } of Object.values(all))
      expect(JSON.parse(cli.file("reports", "clients", String(reportfile)))).toMatchObject({ behavior: "OK" });
    await stop(server);
  });
});
