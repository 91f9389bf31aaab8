import { describe, expect, it } from "vitest";
import { bytesFromLatin1 } from "./bytes/text.ts";
import { Endpoint } from "./endpoint.ts";
import { drain, eventsOf } from "./testing/drain.ts";
import { establishedClient, establishedServer } from "./testing/established.ts";
import { hex } from "./testing/hex.ts";
import { linesAfter } from "./testing/lines-of.ts";
import { requestText } from "./testing/sample-handshake.ts";
import { seededPorts } from "./testing/seeded-ports.ts";

const ping = "89 80 00 00 00 00";

function startedServer(): Endpoint {
  const server = new Endpoint({ role: "server", ports: seededPorts(), limits: { earlyBytesMax: 12 } });
  server.feed({ kind: "start" });
  drain(server);
  return server;
}

function feedText(endpoint: Endpoint, text: string): void {
  endpoint.feed({ kind: "bytes", bytes: bytesFromLatin1(text) });
}

describe("reading behind a request that waits for its answer (ours/limits/early-bytes)", () => {
  it("stops at the limit and goes on once it is accepted; nothing is lost", () => {
    const server = startedServer();
    feedText(server, requestText());
    server.feed({ kind: "bytes", bytes: hex(ping) });
    expect(server.isReading).toBe(true);
    server.feed({ kind: "bytes", bytes: hex(ping) });
    expect(server.isReading).toBe(false);
    server.feed({ kind: "accept" });
    expect(server.isReading).toBe(true);
    expect(eventsOf(drain(server)).map(({ type }) => type)).toEqual(["request", "open", "ping", "ping"]);
  });

  it("counts what comes in one piece with the request", () => {
    const server = startedServer();
    server.feed({ kind: "bytes", bytes: Uint8Array.from([...bytesFromLatin1(requestText()), ...hex(ping), ...hex(ping)]) });
    expect(server.isReading).toBe(false);
  });
});

describe("reading after an opening handshake that came to nothing (ours/limits/early-bytes)", () => {
  it("stops at the limit", () => {
    const server = startedServer();
    feedText(server, "GET / HTTP/1.1\r\n\r\n");
    feedText(server, "x".repeat(11));
    expect(server.isReading).toBe(true);
    feedText(server, "x");
    expect(server.isReading).toBe(false);
  });

  it("stops soon behind a head without end, empty lines among them", () => {
    const server = new Endpoint({ role: "server", ports: seededPorts() });
    const { headBytesMax, earlyBytesMax } = server.limits;
    server.feed({ kind: "start" });
    let read = 0;
    for (; server.isReading; read += 2) feedText(server, "\r\n");
    expect(read).toBeLessThanOrEqual(headBytesMax + earlyBytesMax + 2);
  });
});

describe("reading after a Close frame or a failure (ours/limits/ignored-bytes)", () => {
  it("stops at the limit", () => {
    const server = establishedServer({ limits: { ignoredBytesMax: 3 } });
    linesAfter(server, "88 80 00 00 00 00");
    expect(server.isReading).toBe(true);
    linesAfter(server, "ff ff ff");
    expect(server.isReading).toBe(false);
  });

  it("stops at the limit where the connection has failed", () => {
    const client = establishedClient({ limits: { ignoredBytesMax: 3 } });
    linesAfter(client, "83 00");
    linesAfter(client, "ff ff");
    expect(client.isReading).toBe(true);
    linesAfter(client, "ff");
    expect(client.isReading).toBe(false);
  });

  it("goes on while the peer may still say something", () => {
    const server = establishedServer({ limits: { ignoredBytesMax: 3 } });
    server.feed({ kind: "close" });
    linesAfter(server, ping);
    expect(server.isReading).toBe(true);
  });
});

describe("an answer to a request that was given up (ours/lifecycle/late-is-no-misuse)", () => {
  it.each(["accept", "refuse"] as const)("%s comes too late when the client has left", (kind) => {
    const server = startedServer();
    feedText(server, requestText());
    server.feed({ kind: "transportEnd" });
    drain(server);
    expect(server.feed(kind === "accept" ? { kind } : { kind, status: 403 })).toMatchObject({
      blame: "nobody",
      requirement: "rfc6455/4.2.2/completes-the-steps",
    });
    expect(drain(server)).toEqual([]);
  });

  it("is a misuse when there was an answer, or no request", () => {
    const server = startedServer();
    expect(server.feed({ kind: "accept" })).toMatchObject({ blame: "caller" });
    feedText(server, requestText());
    server.feed({ kind: "refuse", status: 403 });
    expect(server.feed({ kind: "accept" })).toMatchObject({ blame: "caller" });
  });
});
