import fc from "fast-check";
import { expect } from "vitest";
import { readFrames } from "../models/frames/frame-grammar.ts";
import { isControlOpcode, opcodes } from "../spec/registries/opcodes.ts";
import { compressibleBytes } from "../src/arbitraries/deflate-streams.ts";
import { payloads } from "../src/arbitraries/payloads.ts";
import { bytesFromLatin1, latin1FromBytes } from "../src/core/bytes/text.ts";
import { Endpoint } from "../src/core/endpoint.ts";
import { ConnectionPair, type Side } from "../src/core/testing/connection-pair.ts";
import { bytesOf, drain, eventsOf } from "../src/core/testing/drain.ts";
import { acceptanceOf } from "../src/core/testing/sample-handshake.ts";
import { seededPorts } from "../src/core/testing/seeded-ports.ts";
import { readHead, valuesIn } from "./adapters/http-head.ts";
import { exhaustive, property } from "./property.ts";

const compression = { thresholdBytes: 30 };
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const other: Readonly<Record<Side, Side>> = { client: "server", server: "client" };

/** Two endpoints with an open connection; where both want it, messages are compressed. */
function openPair(client: boolean, server: boolean, segmentBytesMax = Number.POSITIVE_INFINITY): ConnectionPair {
  const pair = new ConnectionPair({ segmentBytesMax, client: client ? { compression } : {}, server: server ? { compression } : {} });
  pair.deliver();
  return pair;
}

property({
  title: "with compression in use RSV1 is on the first frame of compressed messages alone, and messages and Pings arrive as they were",
  requires: [
    "rfc7692/6/rsv1-tells",
    "rfc7692/6.1/rsv1-on-first-frames-only",
    "rfc7692/6.1/control-frames-untouched",
    "rfc7692/6.1/messages-left-uncompressed",
    "rfc7692/6.2/uncompressed-accepted",
    "rfc7692/6.2/fragments-joined",
    "rfc6455/5.5.3/pong-echoes-payload",
    "rfc6455/5.6/binary-is-any-bytes",
  ],
  given: [
    fc.constantFrom<Side>("client", "server"),
    fc.array(fc.array(compressibleBytes(6), { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
    payloads(125),
    fc.integer({ min: 1, max: 300 }),
  ],
  runs: 100,
  holds: (sender, messages, ping, segmentBytesMax) => {
    const pair = openPair(true, true, segmentBytesMax);
    const opened = pair.outputs[sender].length;
    for (const fragments of messages) {
      for (const [i, payload] of fragments.entries()) {
        const last = i === fragments.length - 1;
        if (i > 0) pair[sender].feed({ kind: "nextFragment", payload, last });
        else
          pair[sender].feed(last ? { kind: "message", format: "binary", payload } : { kind: "firstFragment", format: "binary", payload });
        pair[sender].feed({ kind: "ping", payload: ping });
      }
    }
    pair.deliver();

    const { frames } = readFrames(bytesOf(pair.outputs[sender].slice(opened)));
    const heard = pair.events[other[sender]];
    expect(heard.flatMap((event) => (event.type === "message" ? [hexOf(event.payload)] : []))).toEqual(
      messages.map((fragments) => fragments.map(hexOf).join("")),
    );
    expect(heard.some(({ type }) => type === "failed")).toBe(false);
    for (const { opcode, rsv, payload } of frames) {
      if (isControlOpcode(opcode)) expect([rsv, hexOf(payload)]).toEqual([0, hexOf(ping)]);
      else expect(opcode === opcodes.continuation ? [0] : [0, 4]).toContain(rsv);
    }
    const firsts = frames.filter(({ opcode }) => opcode === opcodes.binary);
    const plain = messages.map((fragments) => fragments.length === 1 && (fragments[0] as Uint8Array).length < compression.thresholdBytes);
    for (const [i, isPlain] of plain.entries()) if (isPlain) expect(firsts[i]?.rsv).toBe(0);
    expect(pair.events[sender].flatMap((event) => (event.type === "pong" ? [hexOf(event.payload)] : []))).toEqual(
      messages.flatMap((fragments) => fragments.map(() => hexOf(ping))),
    );
  },
});

/** Frames with RSV1 where it has no place, behind those that have to come before. */
const misplaced = [[0xc9], [0xca], [0xc8], [0x02, 0xc0], [0x02, 0x40], [0x42, 0xc0], [0x42, 0x00, 0x40], [0x42, 0xc9]] as const;

exhaustive({
  title: "RSV1 on a control frame or on a fragment after the first fails a connection with compression in use",
  requires: ["rfc7692/6.1/misplaced-rsv1-fails", "rfc7692/6.1/rsv1-on-first-frames-only", "rfc6455/7.4.1/code-fits-cause"],
  over: () => misplaced.flatMap((firsts) => (["client", "server"] as const).map((receiver) => ({ firsts, receiver }))),
  holds: ({ firsts, receiver }) => {
    const pair = openPair(true, true);
    const bytes = firsts.flatMap((first) => (receiver === "server" ? [first, 0x80, 0, 0, 0, 0] : [first, 0]));
    pair[receiver].feed({ kind: "bytes", bytes: Uint8Array.from(bytes) });
    expect(eventsOf(drain(pair[receiver]))).toMatchObject([
      { type: "failed", failure: { requirement: "rfc7692/6.1/rsv1-on-first-frames-only", closeCode: 1002 } },
    ]);
  },
});

exhaustive({
  title: "unless both sides want compression neither uses it, and a frame that does fails the connection",
  requires: [
    "rfc6455/9.1/offer-is-not-use",
    "rfc6455/5.8/extensions-negotiated",
    "rfc6455/5.2/rsv-zero",
    "rfc6455/5.2/rsv-fails",
    "rfc6455/4.2.2/extensions-from-offer",
    "rfc6455/9.1/registered-extension",
  ],
  over: () =>
    [
      [true, false],
      [false, true],
      [false, false],
    ] as const,
  holds: ([client, server]) => {
    const pair = openPair(client, server);
    const [request, answer] = (["client", "server"] as const).map((side) => readHead(latin1FromBytes(bytesOf(pair.outputs[side]))));
    const offered = request === undefined ? [] : valuesIn(request, "sec-websocket-extensions");
    expect(offered.map((value) => value.split(";")[0])).toEqual(client ? ["permessage-deflate"] : []);
    expect(answer && valuesIn(answer, "sec-websocket-extensions")).toEqual([]);
    const payload = "compress me ".repeat(50);
    for (const side of ["client", "server"] as const) {
      const opened = pair.outputs[side].length;
      pair[side].feed({ kind: "message", format: "text", payload });
      pair.deliver();
      const { frames } = readFrames(bytesOf(pair.outputs[side].slice(opened)));
      expect(frames.map(({ rsv, payload: sent }) => [rsv, latin1FromBytes(sent)])).toEqual([[0, payload]]);
    }
    pair.server.feed({ kind: "bytes", bytes: Uint8Array.of(0xc1, 0x81, 0, 0, 0, 0, 0) });
    expect(eventsOf(drain(pair.server))).toMatchObject([{ type: "failed", failure: { requirement: "rfc6455/5.2/rsv-zero" } }]);
  },
});

exhaustive({
  title: "an answer with two extensions that use RSV1 opens no connection",
  requires: ["rfc7692/5/shared-rsv1-fails", "rfc6455/4.1/response-extensions"],
  over: () => ["permessage-deflate, permessage-deflate", "permessage-deflate\r\nSec-WebSocket-Extensions: permessage-deflate"],
  holds: (extensions) => {
    const client = new Endpoint({ role: "client", ports: seededPorts(), resource: "/", host: "localhost", compression });
    client.feed({ kind: "start" });
    const acceptance = latin1FromBytes(acceptanceOf(latin1FromBytes(bytesOf(drain(client)))));
    const answer = `${acceptance.slice(0, -2)}Sec-WebSocket-Extensions: ${extensions}\r\n\r\n`;
    client.feed({ kind: "bytes", bytes: bytesFromLatin1(answer) });
    expect(eventsOf(drain(client))).toMatchObject([{ type: "refused", failure: { requirement: "rfc6455/4.1/response-extensions" } }]);
  },
});
