import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { encodeFrame } from "../../core/frame/frame-encoder.ts";
import { requestText } from "../../core/testing/sample-handshake.ts";
import type { Case } from "../case/case.ts";
import { selectCases } from "../case/case-patterns.ts";
import { allCases } from "../cases/all-cases.ts";
import { frame, repeat } from "../cases/steps.ts";
import { maskingKey } from "../testing/fuzzer-in-memory.ts";
import { answerTo, RawClient } from "../testing/raw-client.ts";
import { runWsEchoClient, visit } from "../testing/ws-peers.ts";
import { type FuzzingServer, type FuzzingServerOptions, startFuzzingServer } from "./fuzzing-server.ts";

const cases: readonly Case[] = selectCases(allCases, ["1.1.1", "1.1.2", "2.2", "7.1.1"], []).selected;

let server: FuzzingServer;
const start = async (options: Partial<FuzzingServerOptions> = {}): Promise<string> => {
  server = await startFuzzingServer({ port: 0, cases, timeoutScale: 0.1, ...options });
  return server.url;
};
const verdicts = () =>
  server.results().map(({ agent, id, behavior, behaviorClose }) => `${agent}: ${id} ${behavior}, close ${behaviorClose}`);
const runEcho = (url: string, query: string) => visit(`${url}/runCase?${query}`, { echoing: true });
/** A promise, and the function that fulfils it. */
const moment = () => {
  let come = (): void => undefined;
  const coming = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { come, coming };
};

afterEach(() => server.close());

describe("what a client may ask", () => {
  it("the number of cases", async () => {
    expect(await visit(`${await start()}/getCaseCount`)).toEqual({ messages: ["4"], closeCode: 1005, refusedWith: undefined });
  });

  it.each(["case=3", "casetuple=2.2"])("about a case, by %s", async (query) => {
    const { messages, closeCode } = await visit(`${await start()}/getCaseInfo?${query}`);
    const { id, description } = cases[2] as Case;
    expect(messages.map((message) => JSON.parse(message))).toEqual([{ id, description }]);
    expect(closeCode).toBe(1005);
  });

  it("to run a case, by number or by id; the number wins", async () => {
    const url = await start();
    await runEcho(url, "case=1&agent=A");
    await runEcho(url, "casetuple=2.2&agent=A");
    await runEcho(url, "case=4&casetuple=1.1.2&agent=A");
    expect(verdicts()).toEqual(["A: 1.1.1 OK, close OK", "A: 2.2 OK, close OK", "A: 7.1.1 OK, close OK"]);
    expect(server.results().map(({ case: number }) => number)).toEqual([1, 3, 4]);
  });

  it("how a case went, when it has been run", async () => {
    const url = await start();
    await runEcho(url, "case=1&agent=A");
    expect(await visit(`${url}/getCaseStatus?case=1&agent=A`)).toMatchObject({ messages: ['{"behavior":"OK"}'], closeCode: 1005 });
  });

  it("how a case went, before it has been run: the answer waits for the result", async () => {
    const url = await start();
    const asking = await RawClient.open(url, "/getCaseStatus?casetuple=1.1.2&agent=A");
    await runEcho(url, "casetuple=1.1.2&agent=A");
    expect(await asking.until("}")).toContain('{"behavior":"OK"}');
    asking.socket.destroy();
  });

  it.each([
    ["bun%2F1.0.0", "bun/1.0.0"],
    ["bun/1.0.0", "bun/1.0.0"],
    ["a%20b%26c", "a b&c"],
  ])("under the name %s, which is %s", async (encoded, agent) => {
    const url = await start();
    await runEcho(url, `case=1&agent=${encoded}`);
    expect(server.results().map((result) => result.agent)).toEqual([agent]);
  });

  it("several agents, each for itself, and a case again: the last result counts", async () => {
    const url = await start();
    for (const agent of ["B", "A"]) await runWsEchoClient(url, agent, 2);
    await visit(`${url}/runCase?casetuple=1.1.2&agent=B`);
    expect(verdicts()).toEqual([
      ...cases.map(({ id }) => `A: ${id} OK, close OK`),
      ...["1.1.1 OK, close OK", "1.1.2 FAILED, close WRONG CODE", "2.2 OK, close OK", "7.1.1 OK, close OK"].map(
        (verdict) => `B: ${verdict}`,
      ),
    ]);
  });

  it("nothing: the connection opens, and closes when the client closes it", async () => {
    const client = await RawClient.open(await start(), "/");
    client.socket.write(encodeFrame({ ...frame("close"), maskingKey }));
    expect(await client.ended()).toMatch(/\x88\x02\x03\xe8$/);
  });
});

describe("the reports", () => {
  it("are written when a client asks for them; it is told when that is done", async () => {
    const { come, coming } = moment();
    const asked: string[] = [];
    const url = await start({
      onUpdateReports: async (agent, results) => {
        asked.push(`${agent}: ${results.map(({ id }) => id)}`);
        await coming;
        asked.push("written");
      },
    });
    await runEcho(url, "case=2&agent=A");
    const visiting = visit(`${url}/updateReports?agent=A`).then(({ closeCode }) => asked.push(`closed ${closeCode}`));
    await visit(`${url}/getCaseCount`);
    expect(asked).toEqual(["A: 1.1.2"]);
    come();
    await visiting;
    expect(asked).toEqual(["A: 1.1.2", "written", "closed 1005"]);
  });

  it("are there when the 101 comes, and not before", async () => {
    const { come, coming } = moment();
    const log: string[] = [];
    const url = await start({
      onUpdateReports: async () => {
        await coming;
        log.push("written");
      },
    });
    const opening = RawClient.open(url, "/updateReports?agent=A").then(() => log.push("101"));
    await visit(`${url}/getCaseCount`);
    expect(log).toEqual([]);
    come();
    await opening;
    expect(log).toEqual(["written", "101"]);
  });

  it("are written, and the server stops, also for a client that does not wait for the answer", async () => {
    const [asked, written, stopped] = [moment(), moment(), moment()];
    const url = await start({
      onUpdateReports: () => {
        asked.come();
        return written.coming;
      },
      onStop: stopped.come,
    });
    const client = await RawClient.connect(url);
    client.socket.write(requestText({}, "GET /updateReports?agent=A&shutdownOnComplete=true HTTP/1.1"));
    await asked.coming;
    client.socket.destroy();
    await visit(`${url}/getCaseCount`);
    written.come();
    await stopped.coming;
  });

  it("that cannot be written are told to the client, and the server lives on", async () => {
    const url = await start({ onUpdateReports: () => Promise.reject(new Error("the disk is full")) });
    const answered = await answerTo(url, requestText({}, "GET /updateReports?agent=A HTTP/1.1"));
    expect(answered).toMatch(/^HTTP\/1\.1 500 .*the disk is full\n$/s);
    expect(await visit(`${url}/getCaseCount`)).toMatchObject({ messages: ["4"] });
  });

  it.each(["yes", "true"])("with shutdownOnComplete=%s are followed by the end, once the client was told", async (word) => {
    const log: string[] = [];
    const { come, coming } = moment();
    const url = await start({
      onUpdateReports: async () => {
        log.push("written");
      },
      onStop: () => {
        log.push("stop");
        void server.close().then(come);
      },
    });
    const { closeCode } = await visit(`${url}/updateReports?agent=A&shutdownOnComplete=${word}`);
    await coming;
    expect([...log, closeCode]).toEqual(["written", "stop", 1005]);
  });
});

describe("the end of the server", () => {
  it("comes when a client asks for it, once the client was told", async () => {
    const { come, coming } = moment();
    const url = await start({ onStop: () => void server.close().then(come) });
    expect(await visit(`${url}/stopServer`)).toMatchObject({ messages: [], closeCode: 1005 });
    await coming;
    await expect(RawClient.connect(url)).rejects.toThrow(/ECONNREFUSED/);
  });

  it("cuts running cases short, and they leave no result", async () => {
    const results: string[] = [];
    const url = await start({ timeoutScale: 1000, onResult: ({ id }) => results.push(id) });
    const client = await RawClient.open(url, "/runCase?case=1&agent=A");
    await server.close();
    await client.ended();
    expect(server.results()).toEqual([]);
    expect(results).toEqual([]);
  });

  it("has no port left that is in use", async () => {
    const url = await start();
    await expect(startFuzzingServer({ port: Number(new URL(url).port), cases })).rejects.toThrow(/the port is in use/);
  });
});

describe("a client that is none", () => {
  /** The server is still there for others. */
  const expectAlive = async (url: string): Promise<void> => {
    expect((await visit(`${url}/getCaseCount`)).messages).toEqual(["4"]);
  };

  it.each([
    ["speaks another protocol", "EHLO mail.example.com\r\n\r\n", /^HTTP\/1\.1 400 /],
    ["sends bytes at random", Uint8Array.from({ length: 300 }, (_, i) => (i * 151) & 0xff), /^HTTP\/1\.1 400 /],
    ["wants another method", requestText({}, "POST / HTTP/1.1"), /^HTTP\/1\.1 405 /],
    ["wants another version", requestText({ "Sec-WebSocket-Version": "12" }), /^HTTP\/1\.1 426 /],
    ["sends a head without an end", `GET / HTTP/1.1\r\n${"X-Padding: 0123456789\r\n".repeat(1000)}`, /^HTTP\/1\.1 431 /],
    ["is a browser", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", /^HTTP\/1\.1 200 OK\r\n.*with 4 cases/s],
    ["names no agent", requestText({}, "GET /runCase?case=1 HTTP/1.1"), /^HTTP\/1\.1 500 .*the parameter "agent" is missing/s],
    ["wants a case that is not there", requestText({}, "GET /runCase?case=5&agent=A HTTP/1.1"), /^HTTP\/1\.1 500 .*no case number 5/s],
    [
      "wants a case that is not selected",
      requestText({}, "GET /runCase?casetuple=1.1.3&agent=A HTTP/1.1"),
      /^HTTP\/1\.1 500 .*not selected/s,
    ],
  ])("because it %s", async (_, words, answer) => {
    const url = await start();
    expect(await answerTo(url, words)).toMatch(answer);
    await expectAlive(url);
    expect(server.results()).toEqual([]);
  });

  it.each(["//", "/runCase/?case=1&agent=A", "/nonsense"])("because it asks for %s, where there is nothing", async (target) => {
    const url = await start();
    const answered = await answerTo(url, requestText({}, `GET ${target} HTTP/1.1`));
    expect(answered).toMatch(/^HTTP\/1\.1 404 .*there is nothing at this path; there are \/getCaseCount, /s);
    await expectAlive(url);
  });

  it.each(["/stopServer", "/runCase?case=1&agent=Firefox", "/updateReports?agent=A"])(
    "10.2: because a page of the web is behind its request for %s",
    async (target) => {
      const stops: string[] = [];
      const url = await start({ onStop: () => stops.push("stop"), onUpdateReports: async () => void stops.push("reports") });
      const answered = await answerTo(url, requestText({ Origin: "http://evil.example" }, `GET ${target} HTTP/1.1`));
      expect(answered).toMatch(/^HTTP\/1\.1 403 .*--allow-host evil\.example/s);
      await expectAlive(url);
      expect([stops, server.results()]).toEqual([[], []]);
    },
  );

  it("because it never says anything: it is dropped in time", async () => {
    const url = await start();
    expect(await answerTo(url, "")).toBe("");
    await expectAlive(url);
  });
});

describe("a client under test", () => {
  /** Runs a case with a client that does something to the open connection, and returns the result. */
  const played = async (id: string, act: (socket: Socket) => void) => {
    const { come, coming } = moment();
    const url = await start({ onResult: come });
    const { socket } = await RawClient.open(url, `/runCase?casetuple=${id}&agent=A`);
    act(socket);
    await coming;
    socket.destroy();
    expect((await visit(`${url}/getCaseCount`)).messages).toEqual(["4"]);
    expect(server.results()).toHaveLength(1);
    return server.results()[0];
  };

  it("that drops the connection in the middle of a case has failed it", async () => {
    const result = await played("1.1.2", (socket) => socket.destroy());
    expect(result).toMatchObject({ behavior: "FAILED", behaviorClose: "FAILED", closedByMe: false, droppedByMe: false });
    expect(result?.wasNotCleanReason).toMatch(/ended the TCP connection \((FIN|reset)\) without a closing handshake/);
  });

  it("that never answers has failed it, after the time of the case and of the closing handshake", async () => {
    const result = await played("1.1.2", (socket) => socket.resume());
    expect(result).toMatchObject({ behavior: "FAILED", behaviorClose: "UNCLEAN", wasCloseHandshakeTimeout: true, failedByMe: true });
    expect(result?.wasNotCleanReason).toBe("the peer did not answer the Close frame in time");
  });

  it("that floods the server has failed it", async () => {
    const flood = encodeFrame({ ...frame("binary", repeat(0x2a, 60_000)), maskingKey });
    const result = await played("1.1.2", (socket) => {
      const pour = (): void => {
        if (!socket.destroyed) socket.write(flood, () => setImmediate(pour));
      };
      pour();
    });
    expect(result).toMatchObject({ behavior: "FAILED", behaviorClose: "UNCLEAN" });
    expect(result?.received.length).toBeGreaterThan(1);
    expect(result?.received.length).toBeLessThan(20);
  });

  it("that sends unmasked frames is told off, and has failed it", async () => {
    const result = await played("1.1.1", (socket) => socket.write(encodeFrame(frame("text"))));
    expect(result).toMatchObject({
      behavior: "FAILED",
      failedByMe: true,
      localCloseCode: 1002,
      localCloseReason: "unmasked frame from a client",
    });
  });
});
