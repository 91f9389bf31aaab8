import fc from "fast-check";
import { expect } from "vitest";
import { readFrames } from "../models/frames/frame-grammar.ts";
import { opcodes } from "../spec/registries/opcodes.ts";
import type { Role } from "../spec/role.ts";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { bytesOfFrames, sessions } from "../src/arbitraries/sessions.ts";
import { utf8Texts } from "../src/arbitraries/utf8-texts.ts";
import { ConnectionPair, type Side } from "../src/core/testing/connection-pair.ts";
import { bytesOf, drain, eventsOf } from "../src/core/testing/drain.ts";
import { hex } from "../src/core/testing/hex.ts";
import { establishedEndpoint } from "./adapters/established-endpoint.ts";
import { startedEndpoint } from "./adapters/started-endpoint.ts";
import { doneBy } from "./adapters/told.ts";
import { exhaustive, property } from "./property.ts";

interface Closing {
  readonly code: number;
  readonly reason: string;
}

const closings = (): fc.Arbitrary<Closing> =>
  fc.record({
    code: fc.oneof(fc.constantFrom(1000, 1001, 1003, 1011, 1012, 1013, 1014), fc.integer({ min: 3000, max: 4999 })),
    reason: utf8Texts(30).map((bytes) => Buffer.from(bytes).toString("utf8")),
  });

const other: Readonly<Record<Side, Side>> = { client: "server", server: "client" };
const closedBy = (pair: ConnectionPair, side: Side) => pair.events[side].filter(({ type }) => type === "closed");

/** The Close frames a side has written, without what came before the connection was open. */
function closesFrom(pair: ConnectionPair, side: Side, opened: number): Closing[] {
  const bytes = bytesOf(pair.outputs[side].slice(opened));
  return readFrames(bytes).frames.map(({ opcode, payload }) => {
    expect(opcode).toBe(opcodes.close);
    return { code: ((payload[0] as number) << 8) | (payload[1] as number), reason: Buffer.from(payload.slice(2)).toString("utf8") };
  });
}

property({
  title:
    "closing sends one Close frame with the code and reason given, gets one with the same code, and both sides report what they were told",
  requires: [
    "rfc6455/7.1.2/close-frame-starts-handshake",
    "rfc6455/7.1.3/closing",
    "rfc6455/7.1.4/closed-with-transport",
    "rfc6455/7.1.4/clean-means-both-closed",
    "rfc6455/7.1.5/close-code-of-first-close",
    "rfc6455/7.1.6/close-reason-of-first-close",
    "rfc6455/7.3/closes-by-handshake",
    "rfc6455/7.4.2/application-codes",
    "rfc6455/11.7/registered-codes",
    "rfc6455/5.5.1/close-gets-close",
    "rfc6455/5.5.1/close-soon",
    "rfc6455/5.5.1/reason-is-utf8",
    "rfc6455/5.5.1/closes-transport",
  ],
  given: [fc.constantFrom<Side>("client", "server"), closings(), fc.integer({ min: 1, max: 200 })],
  runs: 200,
  holds: (closer, closing, segmentBytesMax) => {
    const pair = new ConnectionPair({ segmentBytesMax });
    pair.deliver();
    const opened = { client: pair.outputs.client.length, server: pair.outputs.server.length };
    expect(pair[closer].feed({ kind: "close", ...closing })).toBeUndefined();
    expect(pair[closer].readyState).toBe("CLOSING");
    pair.deliver();
    const echoed = { code: closing.code, reason: "" };
    expect(closesFrom(pair, closer, opened[closer])).toEqual([closing]);
    expect(closesFrom(pair, other[closer], opened[other[closer]])).toEqual([echoed]);
    expect(closedBy(pair, other[closer])).toEqual([{ type: "closed", ...closing, wasClean: true }]);
    expect(closedBy(pair, closer)).toEqual([{ type: "closed", ...echoed, wasClean: true }]);
    expect([pair.client.readyState, pair.server.readyState]).toEqual(["CLOSED", "CLOSED"]);
  },
});

property({
  title: "Close frames that cross are not answered again, and each side reports what the other one sent",
  requires: ["rfc6455/5.5.1/crossing-closes", "rfc6455/7.1.5/close-code-of-first-close", "rfc6455/7.1.6/close-reason-of-first-close"],
  given: [closings(), closings(), fc.integer({ min: 1, max: 200 })],
  holds: (fromClient, fromServer, segmentBytesMax) => {
    const pair = new ConnectionPair({ segmentBytesMax });
    pair.deliver();
    const opened = { client: pair.outputs.client.length, server: pair.outputs.server.length };
    pair.client.feed({ kind: "close", ...fromClient });
    pair.server.feed({ kind: "close", ...fromServer });
    pair.deliver();
    expect(closesFrom(pair, "client", opened.client)).toEqual([fromClient]);
    expect(closesFrom(pair, "server", opened.server)).toEqual([fromServer]);
    expect(closedBy(pair, "client")).toEqual([{ type: "closed", ...fromServer, wasClean: true }]);
    expect(closedBy(pair, "server")).toEqual([{ type: "closed", ...fromClient, wasClean: true }]);
  },
});

const closeFrame: Readonly<Record<Role, string>> = { server: "88 82 00 00 00 00 03 e8", client: "88 02 03 e8" };

exhaustive({
  title: "after both Close frames a server ends the transport at once and a client waits until the server has",
  requires: [
    "rfc6455/5.5.1/server-closes-at-once",
    "rfc6455/5.5.1/client-waits-for-server",
    "rfc6455/7.1.1/server-closes-first",
    "rfc6455/7.1.1/client-waits",
    "rfc6455/7.1.4/closed-with-transport",
  ],
  over: () => (["client", "server"] as const).flatMap((role) => [true, false].map((closesFirst) => ({ role, closesFirst }))),
  holds: ({ role, closesFirst }) => {
    const endpoint = establishedEndpoint(role);
    if (closesFirst) endpoint.feed({ kind: "close", code: 1000 });
    const before = drain(endpoint).map(({ kind }) => kind);
    expect(before).not.toContain("shut");
    endpoint.feed({ kind: "bytes", bytes: hex(closeFrame[role]) });
    const after = drain(endpoint).map(({ kind }) => kind);
    expect(after.includes("shut")).toBe(role === "server");
    endpoint.feed({ kind: "transportEnd" });
    const end = drain(endpoint);
    expect(end.some(({ kind }) => kind === "shut")).toBe(role === "client");
    expect(eventsOf(end)).toMatchObject([{ type: "closed", code: 1000, wasClean: true }]);
  },
});

property({
  title: "a transport that is lost ends the connection with 1006, not cleanly, wherever the stream stops",
  requires: [
    "rfc6455/7.2.1/lost-transport-fails",
    "rfc6455/7.1.4/closed-with-transport",
    "rfc6455/7.1.4/clean-means-both-closed",
    "rfc6455/7.1.5/close-code-of-first-close",
  ],
  given: [sessions(), fc.nat(400), chunkings()],
  holds: ({ role, frames }, length, chunking) => {
    const endpoint = establishedEndpoint(role);
    doneBy(endpoint, role, cut(bytesOfFrames(frames).slice(0, length), chunking));
    endpoint.feed({ kind: "transportEnd" });
    expect(eventsOf(drain(endpoint))).toEqual([{ type: "closed", code: 1006, reason: "", wasClean: false }]);
    expect(endpoint.readyState).toBe("CLOSED");
  },
});

exhaustive({
  title: "a transport that is lost during the opening handshake is told of as a connection that never was, and was not closed cleanly",
  requires: ["rfc6455/4.1/transport-failure-fails", "rfc6455/7.2.1/lost-transport-fails", "rfc6455/7.1.4/closed-with-transport"],
  over: () => ["client", "server"] as const,
  holds: (role) => {
    const endpoint = startedEndpoint(role);
    drain(endpoint);
    endpoint.feed({ kind: "transportEnd" });
    expect(eventsOf(drain(endpoint))).toMatchObject([
      { type: "refused", failure: null },
      { type: "closed", code: 1006, wasClean: false },
    ]);
  },
});

const notUtf8 = ["ff", "c3", "c0 80", "ed a0 80", "f4 90 80 80", "61 80"];

exhaustive({
  title: "a Close frame whose reason is not UTF-8 fails the connection with 1007",
  requires: ["rfc6455/5.5.1/reason-is-utf8", "rfc6455/8.1/invalid-utf8-fails", "rfc6455/7.4.1/code-fits-cause"],
  over: () => notUtf8.flatMap((reason) => (["client", "server"] as const).map((role) => ({ reason, role }))),
  holds: ({ reason, role }) => {
    const endpoint = establishedEndpoint(role);
    const payload = hex(`03 e8 ${reason}`);
    const header = role === "server" ? [0x88, 0x80 | payload.length, 0, 0, 0, 0] : [0x88, payload.length];
    endpoint.feed({ kind: "bytes", bytes: Uint8Array.from([...header, ...payload]) });
    expect(eventsOf(drain(endpoint))).toMatchObject([
      { type: "failed", failure: { requirement: "rfc6455/8.1/invalid-utf8-fails", closeCode: 1007 } },
    ]);
  },
});
