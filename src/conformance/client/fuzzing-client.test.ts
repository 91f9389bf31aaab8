import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import type { Case } from "../case/case.ts";
import { selectCases } from "../case/case-patterns.ts";
import { productToken } from "../case/suite-name.ts";
import { allCases } from "../cases/all-cases.ts";
import { startEchoServer } from "../testee/echo-server.ts";
import {
  startAnsweringServer,
  startBreakingServer,
  startBytewiseServer,
  startClosingServer,
  startFloodingServer,
  startGarbageServer,
  startMuteServer,
  startResettingServer,
  startSayingServer,
  startSilentServer,
} from "../testing/hostile-servers.ts";
import type { PeerServer } from "../testing/peer-server.ts";
import { protocolCases } from "../testing/protocol-cases.ts";
import { startAcceptingServer, startRawServer } from "../testing/raw-server.ts";
import { passed } from "../verdict/behaviour.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { type FuzzingClientOptions, runFuzzingClient } from "./fuzzing-client.ts";

/** Cases in which a peer has to say something: none of them can be passed by accident. */
const demanding: readonly Case[] = selectCases(allCases, ["1.1.2", "1.2.2", "2.2", "5.3", "6.2.1", "7.1.1"], []).selected;

/** Runs cases against a server that is closed afterwards. */
async function runAgainst(starting: Promise<PeerServer>, options: Partial<FuzzingClientOptions> = {}): Promise<CaseResult[]> {
  const server = await starting;
  try {
    return await runFuzzingClient({ url: server.url, cases: demanding, timeoutScale: 0.1, ...options });
  } finally {
    await server.close();
  }
}

async function echoServer(): Promise<PeerServer> {
  const { port, close } = await startEchoServer(0);
  return { url: `ws://127.0.0.1:${port}`, close };
}

function expectAllFailed(results: readonly CaseResult[], behaviorClose: string, reason: string | RegExp): void {
  expect(results.map(({ id }) => id)).toEqual(demanding.map(({ id }) => id));
  for (const result of results) {
    expect(result.behavior, result.id).toBe("FAILED");
    expect(result.behaviorClose, result.id).toBe(behaviorClose);
    expect(result.wasNotCleanReason, result.id).toMatch(reason);
  }
}

const verdictOf = ({ id, behavior, behaviorClose }: CaseResult): string => `${id} ${behavior}, close ${behaviorClose}`;

describe("a server that never opens a connection", () => {
  it("because it ends it at once", async () => {
    expectAllFailed(
      await runAgainst(startClosingServer()),
      "FAILED",
      /ended the TCP connection \((FIN|reset)\) during the opening handshake/,
    );
  });

  it("because it never says anything", async () => {
    const results = await runAgainst(startSilentServer());
    expectAllFailed(results, "FAILED", "opening handshake was not finished in time: not a byte was received");
    expect(results.every(({ wasOpenHandshakeTimeout }) => wasOpenHandshakeTimeout)).toBe(true);
  });

  it("because it is a mail server", async () => {
    const results = await runAgainst(startSayingServer("220 mail.example.com ESMTP\r\n"));
    expectAllFailed(results, "FAILED", /^the status line "220 mail\.example\.com ESMTP" at byte 0 /);
  });

  it("because it says bytes that no head has", async () => {
    const bytes = Uint8Array.from({ length: 200 }, (_, i) => (i * 151) & 0xff);
    expectAllFailed(await runAgainst(startSayingServer(bytes)), "FAILED", /at byte \d+ .*RFC 9112/);
  });

  it("because it sends a page instead", async () => {
    const page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello";
    const results = await runAgainst(startAnsweringServer(page));
    expectAllFailed(results, "FAILED", /status 200/);
    for (const { httpResponse, result } of results) {
      expect(httpResponse).toMatch(/^HTTP\/1.1 200 OK/);
      expect(result).toContain("200");
    }
  });

  it("because it answers another key", async () => {
    const acceptance =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n";
    expectAllFailed(await runAgainst(startAnsweringServer(acceptance)), "FAILED", /Sec-WebSocket-Accept/);
  });
});

describe("a server that opens a connection and then", () => {
  it("never says anything", async () => {
    const results = await runAgainst(startMuteServer());
    expectAllFailed(results, "UNCLEAN", "the peer did not answer the Close frame in time");
  });

  it("sends garbage", async () => {
    const results = await runAgainst(startGarbageServer());
    expect(results).toHaveLength(demanding.length);
    for (const result of results) {
      expect(result.behavior).toBe("FAILED");
      expect(result.behaviorClose).not.toBe("OK");
      expect(result.failedByMe).toBe(true);
    }
  });

  it("resets it at the first frame", async () => {
    const results = await runAgainst(startResettingServer());
    expectAllFailed(results, "FAILED", "the peer ended the TCP connection (reset) without a closing handshake");
  });

  it("resets it in the middle of a frame", async () => {
    const results = await runAgainst(startBreakingServer());
    expectAllFailed(results, "UNCLEAN", "the peer ended the TCP connection (reset) without a closing handshake");
    expect(results.every(({ rxOctetStats, rxFrameStats }) => rxOctetStats.get(5) !== undefined && rxFrameStats.size === 0)).toBe(true);
  });

  it.each(["messages", "pings", "payload"] as const)("floods it with %s", async (flood) => {
    const results = await runAgainst(startFloodingServer(flood));
    expect(results).toHaveLength(demanding.length);
    for (const result of results) {
      expect(result.behavior).toBe("FAILED");
      expect(result.behaviorClose).not.toBe("OK");
      expect(result.received.length).toBeLessThan(20);
      expect(result.wirelog.length).toBeLessThan(2010);
    }
  });

  it("sends everything one byte at a time, which is its good right", async () => {
    const upstream = await echoServer();
    const results = await runAgainst(startBytewiseServer(upstream.url), { timeoutScale: 1 });
    await upstream.close();
    expect(results.map(verdictOf)).toEqual(demanding.map(({ id }) => `${id} OK, close OK`));
    expect(results.every(({ rxOctetStats }) => (rxOctetStats.get(1) ?? 0) > 10)).toBe(true);
  });
});

describe("a run", () => {
  it("has its results in the order of the cases, each told as it comes", async () => {
    const told: string[] = [];
    const results = await runAgainst(echoServer(), { onResult: ({ id }) => told.push(id) });
    expect(results.map(({ id, case: number }) => [id, number])).toEqual(demanding.map(({ id }, index) => [id, index + 1]));
    expect(told.toSorted()).toEqual(demanding.map(({ id }) => id).toSorted());
    expect(results.every(passed)).toBe(true);
  });

  it("keeps the heads of the opening handshake and asks for the path and query it was given", async () => {
    const server = await startEchoServer(0);
    const [result] = await runFuzzingClient({ url: `ws://127.0.0.1:${server.port}/a/b?c=d%20e`, cases: demanding.slice(0, 1) });
    await server.close();
    expect(result?.httpRequest).toMatch(/^GET \/a\/b\?c=d%20e HTTP\/1\.1\r\n/);
    expect(result?.httpRequest).toContain(`Host: 127.0.0.1:${server.port}\r\n`);
    expect(result?.httpResponse).toMatch(/^HTTP\/1\.1 101 .*\r\n\r\n$/s);
  });

  it("waits as long as a timer can where the waits, or their scale, are larger", async () => {
    const engine = { timeouts: { openingHandshake: 1_000_000, closingHandshake: 1_000_000 } };
    const [result] = await runAgainst(echoServer(), { cases: demanding.slice(0, 1), timeoutScale: 2.2, engine });
    expect(result?.behavior).toBe("OK");
  });

  it("calls the server what it calls itself, or as it is told, or unknown", async () => {
    const agents = async (starting: Promise<PeerServer>, options: Partial<FuzzingClientOptions> = {}) =>
      new Set((await runAgainst(starting, options)).map(({ agent }) => agent));
    expect(await agents(echoServer())).toEqual(new Set([productToken]));
    expect(await agents(echoServer(), { agent: "mine" })).toEqual(new Set(["mine"]));
    expect(await agents(startClosingServer())).toEqual(new Set(["UnknownServer"]));
  });

  it("never runs more cases at once than it may", async () => {
    const asking: Socket[] = [];
    const atOnce: number[] = [];
    const answer = (): void => {
      atOnce.push(asking.length);
      for (const socket of asking.splice(0)) socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    };
    let connections = 0;
    const counting = startRawServer((socket) => {
      // The first connection only finds out whether there is a server.
      const isProbe = ++connections === 1;
      socket.once("data", () => {
        asking.push(socket);
        if (isProbe || asking.length === 2) setImmediate(answer);
      });
    });
    await runAgainst(counting, { jobs: 2, timeoutScale: 10 });
    expect(atOnce).toEqual([1, 2, 2, 2]);
  });

  it("is refused when nobody is there", async () => {
    const server = await startSilentServer();
    await server.close();
    await expect(runFuzzingClient({ url: server.url, cases: demanding })).rejects.toThrow(
      /^cannot connect to 127\.0\.0\.1:\d+: .*ECONNREFUSED/,
    );
  });

  it.each(["http://127.0.0.1:9001", "127.0.0.1:9001", "ws://127.0.0.1:9001/#a"])("is refused for the address %s", async (url) => {
    await expect(runFuzzingClient({ url, cases: demanding })).rejects.toThrow(TypeError);
  });

  it("goes on to its end when the server has gone", async () => {
    const server = await startRawServer((socket) => {
      void server.close();
      socket.destroy();
    });
    const results = await runFuzzingClient({ url: server.url, cases: demanding, timeoutScale: 0.1 });
    expectAllFailed(results, "FAILED", /cannot connect to 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
    expect(results.every(({ httpRequest }) => httpRequest === "")).toBe(true);
  });
});

describe("an aborted run", () => {
  it("ends at once, without the cases that were running", async () => {
    const abortion = new AbortController();
    let opened = 0;
    const server = startAcceptingServer(
      () => undefined,
      () => {
        if (++opened === 3) abortion.abort();
      },
    );
    expect(await runAgainst(server, { jobs: 3, timeoutScale: 1000, signal: abortion.signal })).toEqual([]);
  });

  it("keeps what has finished", async () => {
    const abortion = new AbortController();
    const results = await runAgainst(echoServer(), { jobs: 1, signal: abortion.signal, onResult: () => abortion.abort() });
    expect(results).toHaveLength(1);
  });

  it("before it began has no results", async () => {
    expect(await runAgainst(echoServer(), { signal: AbortSignal.abort() })).toEqual([]);
  });

  it.each(["ws:", "wss:"])("ends at once while it waits for the first answer of a %s server", async (scheme) => {
    const abortion = new AbortController();
    // Whoever connects here gets no answer, neither to a TLS handshake nor to an opening handshake.
    const silent = await startRawServer((socket) => void socket.once("data", () => abortion.abort()));
    const run = runAgainst(Promise.resolve({ ...silent, url: silent.url.replace("ws:", scheme) }), {
      timeoutScale: 1000,
      signal: abortion.signal,
    });
    expect(await run).toEqual([]);
  });
});

describe("a run that is over", () => {
  it("no longer listens for its abortion, so that a signal can be used for many", async () => {
    const { signal } = new AbortController();
    const heard: number[] = [];
    const results = await runAgainst(echoServer(), { signal, onResult: () => heard.push(getEventListeners(signal, "abort").length) });
    expect(results).toHaveLength(demanding.length);
    expect(new Set(heard)).toEqual(new Set([1]));
    const gone = await startRawServer(() => undefined);
    await gone.close();
    await expect(runFuzzingClient({ url: gone.url, cases: demanding, signal })).rejects.toThrow("ECONNREFUSED");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("all cases against a server that never says anything", () => {
  it.each([
    ["in the opening handshake", startSilentServer],
    ["after the opening handshake", startMuteServer],
  ])("%s: the verdicts are the same every time", async (_, start) => {
    const runs = [await runAgainst(start(), { cases: protocolCases }), await runAgainst(start(), { cases: protocolCases })];
    const [verdicts, again] = runs.map((results) => results.map(verdictOf));
    expect(verdicts).toHaveLength(247);
    expect(again).toEqual(verdicts);
  });
});
