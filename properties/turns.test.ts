import fc from "fast-check";
import { expect } from "vitest";
import type { DeflateBlock } from "../models/deflate/deflate-blocks.ts";
import { opcodes } from "../spec/registries/opcodes.ts";
import { frameBreaches } from "../src/arbitraries/breaches.ts";
import { brokenSessions } from "../src/arbitraries/broken-sessions.ts";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { deflateParameters } from "../src/arbitraries/deflate-negotiations.ts";
import { blockStreams, type Damage, damages, flush, longBytes, written } from "../src/arbitraries/deflate-streams.ts";
import type { DeflatePort, InflateFault, Inflation } from "../src/core/deflate/deflate-port.ts";
import { inflateInTurns, inflateRaw } from "../src/core/deflate/inflate.ts";
import { plainDeflate } from "../src/core/deflate/plain-deflate.ts";
import { inflateWhole, type WholeStream } from "../src/core/deflate/whole-inflation.ts";
import { encodeFrame } from "../src/core/frame/frame-encoder.ts";
import { rsv1 } from "../src/core/frame/header-rules.ts";
import { defaultLimits } from "../src/core/limits.ts";
import { zlibPort } from "../src/node/zlib-port.ts";
import { agreedEndpoint } from "./adapters/established-endpoint.ts";
import { doneBy } from "./adapters/told.ts";
import { property } from "./property.ts";

const ports = { plain: plainDeflate, zlib: zlibPort };
const portNames = fc.constantFrom("plain", "zlib") as fc.Arbitrary<keyof typeof ports>;
const unharmed: Damage = (bytes) => bytes;
const turnLengths = (): fc.Arbitrary<number> => fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20_000 }));

/** Enough of a stream for the port to ask zlib. */
const filler: DeflateBlock = { type: "stored", final: false, bytes: Uint8Array.from({ length: 600 }, (_, i) => (i * i) & 0xff) };

/** Streams, damaged or not, long enough for zlib, with a limit on what comes of them. */
const requests = (): fc.Arbitrary<WholeStream> =>
  fc
    .tuple(blockStreams(), fc.oneof(fc.constant(unharmed), damages()), fc.nat(4000))
    .map(([{ window, blocks }, damage, outputBytesMax]) => ({
      bytes: Uint8Array.from([...damage(written({ window, blocks: [filler, ...blocks, flush] }).bytes), 0x00, 0x00, 0x00, 0xff, 0xff]),
      window,
      windowBytes: 32_768,
      outputBytesMax,
    }));

property({
  title: "in how many turns a stream is inflated changes neither the bytes nor the fault, nor its place",
  requires: ["ours/core/bounded-turns", "rfc7692/7.2.1/payload-is-deflate"],
  given: [requests(), portNames, turnLengths()],
  runs: 400,
  holds: (request, port, turnBytes) => {
    expect(inflateWhole(ports[port].inflate({ ...request, turnBytes }), request.bytes)).toEqual(inflateRaw(request));
  },
});

property({
  title: "how a stream is cut into pieces changes neither the bytes nor the fault, which comes with the byte that decides it",
  requires: ["ours/core/chunking-independent", "ours/core/fails-at-first-byte", "rfc7692/6.2/fragments-joined"],
  given: [requests(), portNames, chunkings(), turnLengths()],
  runs: 600,
  holds: ({ bytes, ...request }, port, chunking, turnBytes) => {
    const whole = inflateRaw({ bytes, ...request });
    const inflation = ports[port].inflate({ ...request, turnBytes });
    const pieces: Uint8Array[] = [];
    let pushed = 0;
    for (const piece of cut(bytes, chunking)) {
      inflation.push(piece, pushed + piece.length === bytes.length);
      while (!inflation.isUsedUp) pieces.push(inflation.advance());
      pushed += piece.length;
      if (inflation.fault !== undefined) break;
      if ("kind" in whole) expect(pushed <= whole.position || whole.kind === "truncated").toBe(true);
    }
    expect(inflation.fault ?? Uint8Array.from(Buffer.concat(pieces))).toEqual(whole);
    if ("kind" in whole) expect(pushed > whole.position).toBe(true);
  },
});

const blockBytesMax = 0xffff;
const matchBytesMax = 258;

property({
  title: "a turn yields no more than its bytes and one match or stored block, and a long text comes back in any number of them",
  requires: ["ours/core/bounded-turns"],
  given: [longBytes(), portNames, turnLengths()],
  runs: 100,
  holds: (text, port, turnBytes) => {
    const bytes = zlibPort.deflate({ bytes: text, window: new Uint8Array(0), windowBytes: 32_768 });
    const request = { window: new Uint8Array(0), windowBytes: 32_768, outputBytesMax: text.length, turnBytes };
    const inflation = ports[port].inflate(request);
    const pieces: Uint8Array[] = [];
    inflation.push(bytes, true);
    while (!inflation.isUsedUp) pieces.push(inflation.advance());
    expect(pieces.every(({ length }) => length < turnBytes + Math.max(matchBytesMax, blockBytesMax))).toBe(true);
    return Buffer.concat(pieces).equals(text);
  },
});

property({
  title: "two streams inflated in alternate turns come out as each alone",
  requires: ["ours/core/bounded-turns"],
  given: [requests(), requests(), turnLengths()],
  runs: 300,
  holds: (one, other, turnBytes) => {
    const both = [one, other].map(({ bytes, ...request }) => {
      const inflation = inflateInTurns({ ...request, turnBytes });
      inflation.push(bytes, true);
      return inflation;
    });
    expect(alternately(both)).toEqual([one, other].map(inflateRaw));
  },
});

/** Gives each a turn after the other, until all have ended. */
function alternately(inflations: readonly Inflation[]): (Uint8Array | InflateFault)[] {
  const found = inflations.map((): Uint8Array[] => []);
  const isGoing = (i: number): boolean => !(inflations[i] as Inflation).isUsedUp;
  for (let going = [...found.keys()].filter(isGoing); going.length > 0; going = going.filter(isGoing)) {
    for (const i of going) found[i]?.push((inflations[i] as Inflation).advance());
  }
  return found.map((pieces, i) => inflations[i]?.fault ?? Uint8Array.from(pieces.flatMap((piece) => [...piece])));
}

const aboutCompression = frameBreaches.filter(
  ({ name, requirement }) => requirement.startsWith("rfc7692/7") || name.includes("compressed"),
);

property({
  title: "in how many turns messages are inflated changes no output of an endpoint, whatever is wrong with the last one",
  requires: ["ours/core/bounded-turns", "ours/core/fails-at-first-byte", "rfc6455/8.1/invalid-utf8-fails"],
  given: [
    fc.constantFrom(...aboutCompression).chain((breach) => brokenSessions(breach, { agreed: deflateParameters() })),
    chunkings(),
    fc.constantFrom<DeflatePort | undefined>(undefined, zlibPort),
    turnLengths(),
  ],
  runs: 200,
  holds: (session, chunking, deflate, turnBytes) => {
    const done = (bytesOfTurn: number): string[] => {
      const limits = { ...session.limits, turnBytes: bytesOfTurn };
      return doneBy(agreedEndpoint({ ...session, limits, deflate }).endpoint, session.role, cut(session.bytes, chunking));
    };
    const withoutTurns = done(Number.MAX_SAFE_INTEGER);
    expect(done(turnBytes).filter((line) => line !== "turn")).toEqual(withoutTurns);
    expect(withoutTurns).not.toContain("turn");
  },
});

property({
  title: "a message longer than a turn takes several, and no turn is asked for behind the last message",
  requires: ["ours/core/bounded-turns"],
  given: [fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 })],
  runs: 30,
  holds: (turnsOfMessage, messages) => {
    const turnBytes = 10_000;
    expect(turnBytes).toBeLessThan(defaultLimits.turnBytes);
    const text = new Uint8Array(turnsOfMessage * turnBytes).fill(0x61);
    const compressed = plainDeflate.deflate({ bytes: text, window: new Uint8Array(0), windowBytes: 32_768 }).slice(0, -4);
    const frame = encodeFrame({ fin: true, rsv: rsv1, opcode: opcodes.text, payload: compressed, maskingKey: new Uint8Array(4) });
    const agreed = { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 15, clientMaxWindowBits: 15 };
    const { endpoint } = agreedEndpoint({ role: "server", agreed, limits: { turnBytes } });
    const lines = doneBy(endpoint, "server", [Buffer.concat(Array.from({ length: messages }, () => frame))]);
    const turnsBefore = (i: number): number => lines.slice(0, i).filter((line) => line === "turn").length;
    const ends = lines.flatMap((line, i) => (line.startsWith("message") ? [turnsBefore(i)] : []));
    expect(ends).toHaveLength(messages);
    expect(ends[0]).toBeGreaterThanOrEqual(turnsOfMessage - 1);
    for (let i = 1; i < messages; i++) expect((ends[i] as number) - (ends[i - 1] as number)).toBeGreaterThanOrEqual(turnsOfMessage);
    return lines.at(-1) !== "turn";
  },
});
