import fc from "fast-check";
import { expect } from "vitest";
import type { Role } from "../spec/role.ts";
import { frameBreaches } from "../src/arbitraries/breaches.ts";
import { brokenSessions } from "../src/arbitraries/broken-sessions.ts";
import { type Chunking, chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { closeFrame, FuzzerInMemory } from "../src/conformance/testing/fuzzer-in-memory.ts";
import { bytesFromLatin1 } from "../src/core/bytes/text.ts";
import { plainDeflate } from "../src/core/deflate/plain-deflate.ts";
import { encodeFrame } from "../src/core/frame/frame-encoder.ts";
import { compressionFor } from "../src/core/permessage-deflate/compression.ts";
import type { DeflateParameters } from "../src/core/permessage-deflate/permessage-deflate.ts";
import { hex } from "../src/core/testing/hex.ts";
import { exhaustive, property } from "./property.ts";

/** What a peer sends to a fuzzer, once the connection is open. */
interface PeerStream {
  readonly role: Role;
  readonly agreed: DeflateParameters | null;
  readonly bytes: Uint8Array;
}

/** All that a verdict is made of, when the peer has sent its bytes in these segments and then ends the transport. */
function recordOf({ role, agreed, bytes }: PeerStream, segments: readonly Uint8Array[]): unknown {
  const fuzzer = new FuzzerInMemory(role);
  const { connection, transport } = fuzzer;
  if (agreed !== null) connection.useCompression(compressionFor(role, agreed, plainDeflate));
  fuzzer.open();
  for (const segment of segments) if (connection.state !== "CLOSED") transport.deliver(segment);
  if (connection.state !== "CLOSED") transport.finish();
  expect(segments.reduce((sum, { length }) => sum + length, 0)).toBe(bytes.length);
  const { violations, facts, ending } = connection;
  const frames = connection.traffic.frames.received.map(({ logLine: _, ...frame }) => frame);
  // Nobody listens once the connection is over, so how much comes behind the Close frame depends on when it comes.
  const howItEnded = { ...ending, bytesBehindClose: undefined };
  return { violations, facts, howItEnded, told: fuzzer.told, sent: fuzzer.sent, frames };
}

const segmentsOf = ({ bytes }: PeerStream, chunking: Chunking): Uint8Array[] => cut(bytes, chunking);
const whole: Chunking = [Number.MAX_SAFE_INTEGER];

property({
  title: "how TCP cuts what a peer sends changes nothing of what the fuzzer makes of it, whatever the peer breaks",
  requires: ["ours/core/chunking-independent"],
  given: [fc.constantFrom(...frameBreaches).chain((breach) => brokenSessions(breach)), chunkings()],
  runs: 300,
  holds: (stream, chunking) => {
    expect(recordOf(stream, segmentsOf(stream, chunking))).toEqual(recordOf(stream, segmentsOf(stream, whole)));
  },
});

const zeroKey = new Uint8Array(4);
const text = { fin: true, rsv: 0, opcode: 1, payload: bytesFromLatin1("Hello") } as const;

/** Bytes of a peer that does one thing wrong, and then closes. */
const wrongStreams: Readonly<Record<string, readonly [role: Role, wrong: Uint8Array]>> = {
  "a server masks its frames": ["client", encodeFrame({ ...text, maskingKey: zeroKey })],
  "a client masks none of its frames": ["server", encodeFrame({ ...text, maskingKey: undefined })],
  "a reserved bit": ["client", encodeFrame({ ...text, rsv: 4, maskingKey: undefined })],
  "a reserved opcode": ["client", encodeFrame({ ...text, opcode: 3, maskingKey: undefined })],
  "a length that is longer than it has to be": ["client", hex("81 7e 00 05 48 65 6c 6c 6f")],
  "a Ping in fragments": ["client", hex("09 00")],
  "a continuation of nothing": ["client", hex("80 00")],
  "a message inside another": ["client", hex("01 01 48 81 01 49 80 00")],
  "text that is not UTF-8, in fragments": ["client", hex("01 02 48 ff 00 01 49 80 01 4a")],
  "a Close frame whose code may not be sent": ["client", hex("88 02 03 ed")],
  "a Close frame whose reason is not UTF-8": ["client", hex("88 04 03 e8 ff 41")],
  "a Close frame of one byte": ["client", hex("88 01 03")],
};

exhaustive({
  title: "what a peer sends may be cut at any byte, and byte by byte, and the fuzzer makes the same of it",
  requires: ["ours/core/chunking-independent"],
  over: () =>
    Object.values(wrongStreams).map(([role, wrong]): PeerStream => {
      const close = encodeFrame({ ...closeFrame(1000), maskingKey: role === "server" ? zeroKey : undefined });
      return { role, agreed: null, bytes: Uint8Array.from([...wrong, ...close]) };
    }),
  holds: (stream) => {
    const expected = recordOf(stream, segmentsOf(stream, whole));
    expect(recordOf(stream, segmentsOf(stream, [1]))).toEqual(expected);
    for (let at = 1; at < stream.bytes.length; at++) {
      expect(recordOf(stream, segmentsOf(stream, [at, Number.MAX_SAFE_INTEGER]))).toEqual(expected);
    }
  },
});
