import zlib from "node:zlib";
import fc from "fast-check";
import { expect } from "vitest";
import type { DeflateBlock } from "../models/deflate/deflate-blocks.ts";
import { type ReadingBounds, readDeflate } from "../models/deflate/deflate-reader.ts";
import { blockStreams, compressibleBytes, damages, flush, longBytes, windows, written } from "../src/arbitraries/deflate-streams.ts";
import { deflateRaw } from "../src/core/deflate/deflate.ts";
import type { InflateFault } from "../src/core/deflate/deflate-port.ts";
import { inflateRaw } from "../src/core/deflate/inflate.ts";
import { inflateWhole, type WholeStream } from "../src/core/deflate/whole-inflation.ts";
import { zlibPort } from "../src/node/zlib-port.ts";
import { exhaustive, property } from "./property.ts";

const { Z_SYNC_FLUSH, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED, Z_DEFAULT_STRATEGY } = zlib.constants;
const isDeflate = ["rfc7692/7.2.1/payload-is-deflate", "rfc7692/7.2.1/any-blocks"] as const;

const isSame = (one: unknown, other: Uint8Array): boolean => one instanceof Uint8Array && Buffer.compare(one, other) === 0;
const boundsFor = (window: Uint8Array, outputBytesMax = 1 << 20): ReadingBounds => ({ window, windowBytes: 32_768, outputBytesMax });

const byZlibPort = ({ bytes, ...request }: WholeStream): Uint8Array | InflateFault => inflateWhole(zlibPort.inflate(request), bytes);

/** What our inflater, zlib behind its port, or the model makes of a stream: its bytes in hex, or what is wrong. */
const ours = (bytes: Uint8Array, bounds: ReadingBounds): string => outcomeOf(inflateRaw({ bytes, ...bounds }));
const byModel = (bytes: Uint8Array, bounds: ReadingBounds): string => outcomeOf(readDeflate(bytes, bounds));

function outcomeOf(outcome: ReturnType<typeof inflateRaw> | ReturnType<typeof readDeflate>): string {
  if (typeof outcome === "string") return outcome;
  return "kind" in outcome ? outcome.kind : Buffer.from(outcome).toString("hex");
}

property({
  title: "whatever zlib deflates, with any level, strategy, window and dictionary, is inflated to what it was",
  requires: ["rfc7692/7.2.1/payload-is-deflate", "rfc7692/7.1.2/window-without-bound"],
  given: [
    fc.oneof({ weight: 6, arbitrary: compressibleBytes() }, { weight: 1, arbitrary: longBytes() }),
    windows(),
    fc.record({
      level: fc.integer({ min: 0, max: 9 }),
      strategy: fc.constantFrom(Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED, Z_DEFAULT_STRATEGY),
      windowBits: fc.integer({ min: 9, max: 15 }),
      memLevel: fc.integer({ min: 1, max: 9 }),
    }),
    fc.boolean(),
  ],
  runs: 400,
  holds: (text, window, options, flushes) => {
    const dictionary = window.length > 0 ? { dictionary: window } : {};
    const finishFlush = flushes ? { finishFlush: Z_SYNC_FLUSH } : {};
    const bytes = zlib.deflateRawSync(text, { ...options, ...dictionary, ...finishFlush });
    const request = { bytes, window, windowBytes: 1 << options.windowBits, outputBytesMax: text.length };
    return isSame(inflateRaw(request), text) && isSame(byZlibPort(request), text);
  },
});

property({
  title: "what our compressor writes, zlib, the model and our inflater read back, within the window, and it ends as a flush does",
  requires: ["rfc7692/7.2.1/payload-is-deflate", "rfc7692/7.2.1/ends-with-empty-stored-block"],
  given: [compressibleBytes(), windows(), fc.integer({ min: 8, max: 15 })],
  runs: 300,
  holds: (text, window, windowBits) => {
    const windowBytes = 1 << windowBits;
    const bytes = deflateRaw({ bytes: text, window, windowBytes });
    const last = window.slice(-windowBytes);
    const dictionary = last.length > 0 ? { dictionary: last } : {};
    expect(Buffer.from(bytes.slice(-4)).toString("hex")).toBe("0000ffff");
    expect(isSame(inflateRaw({ bytes, window: last, windowBytes, outputBytesMax: text.length }), text)).toBe(true);
    expect(isSame(readDeflate(bytes, { window: last, windowBytes, outputBytesMax: text.length }), text)).toBe(true);
    expect(isSame(zlib.inflateRawSync(bytes, { finishFlush: Z_SYNC_FLUSH, ...dictionary }), text)).toBe(true);
  },
});

property({
  title: "long texts come back from our compressor, through zlib and through our inflater, and stored blocks are its worst case",
  requires: ["rfc7692/7.2.1/payload-is-deflate"],
  given: [fc.oneof(longBytes(), fc.uint8Array({ maxLength: 3000 }))],
  runs: 40,
  holds: (text) => {
    const bytes = deflateRaw({ bytes: text, window: new Uint8Array(0), windowBytes: 32_768 });
    expect(isSame(zlib.inflateRawSync(bytes, { finishFlush: Z_SYNC_FLUSH }), text)).toBe(true);
    expect(isSame(inflateRaw({ bytes, ...boundsFor(new Uint8Array(0)) }), text)).toBe(true);
    expect(bytes.length).toBeLessThanOrEqual(text.length + 5 * (Math.ceil(text.length / 0xffff) + 1));
  },
});

property({
  title: "blocks of any type, in any number and order, final ones among them, are read for what they say",
  requires: ["rfc7692/7.2.1/any-blocks", "rfc7692/7.2.1/final-block-padded", "rfc7692/7.2.2/final-block-goes-on"],
  given: [blockStreams()],
  runs: 600,
  holds: ({ window, blocks }) => {
    const { bytes, text } = written({ window, blocks: [...blocks, flush] });
    expect(isSame(inflateRaw({ bytes, ...boundsFor(window) }), text)).toBe(true);
    expect(isSame(readDeflate(bytes, boundsFor(window)), text)).toBe(true);
  },
});

property({
  title: "a damaged stream is inflated, or refused for the same reason, as the model does it bit by bit, and never goes beyond the limit",
  requires: isDeflate,
  given: [blockStreams(), damages(), fc.nat(2000)],
  runs: 800,
  holds: ({ window, blocks }, damage, outputBytesMax) => {
    const bytes = damage(written({ window, blocks: [...blocks, flush] }).bytes);
    const bounds = boundsFor(window, outputBytesMax);
    expect(ours(bytes, bounds)).toBe(byModel(bytes, bounds));
  },
});

property({
  title: "bytes of any kind are inflated or refused as the model does it",
  requires: isDeflate,
  given: [fc.uint8Array({ maxLength: 60 }), fc.constantFrom(256, 32_768)],
  runs: 3000,
  holds: (bytes, windowBytes) => {
    const bounds = { ...boundsFor(new Uint8Array(300).fill(0x61)), windowBytes };
    expect(ours(bytes, bounds)).toBe(byModel(bytes, bounds));
  },
});

property({
  title: "a stream that is cut anywhere is complete at the end of a block only",
  requires: ["rfc7692/7.2.1/payload-is-deflate"],
  given: [blockStreams()],
  runs: 30,
  holds: ({ window, blocks }) => {
    const { bytes } = written({ window, blocks: [...blocks, flush] });
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.slice(0, length);
      expect(ours(cut, boundsFor(window))).toBe(byModel(cut, boundsFor(window)));
    }
  },
});

/** An empty final block, behind which zlib has come to the end. */
const lastBlock = Uint8Array.of(0x03, 0x00);

/** What zlib makes of a stream; `undefined` where it is no fair judge, as it stops at final blocks and refuses what section 3.2.7 allows. */
function byZlib(bytes: Uint8Array, { window }: ReadingBounds): string | undefined {
  const options = { info: true, ...(window.length > 0 ? { dictionary: window } : {}) };
  try {
    const { buffer, engine } = zlib.inflateRawSync(Buffer.concat([bytes, lastBlock]), options) as unknown as {
      readonly buffer: Buffer;
      readonly engine: zlib.InflateRaw;
    };
    return engine.bytesWritten === bytes.length + lastBlock.length ? buffer.toString("hex") : undefined;
  } catch (error) {
    return (error as Error).message === "too many length or distance symbols" ? undefined : "refused";
  }
}

property({
  title: "where zlib judges a damaged stream without final blocks, its judgement is ours",
  requires: isDeflate,
  given: [blockStreams(), damages()],
  runs: 800,
  holds: ({ window, blocks }, damage) => {
    const open = blocks.map((block): DeflateBlock => ({ ...block, final: false }));
    const bytes = Uint8Array.from([...damage(written({ window, blocks: open }).bytes), 0x00, 0x00, 0x00, 0xff, 0xff]);
    const judgement = byZlib(bytes, boundsFor(window));
    const found = ours(bytes, boundsFor(window));
    if (judgement !== undefined) expect(/^[a-z]*[g-z]/i.test(found) ? "refused" : found).toBe(judgement);
  },
});

/** Enough of a stream for the port to ask zlib. */
const filler: DeflateBlock = { type: "stored", final: false, bytes: Uint8Array.from({ length: 600 }, (_, i) => (i * i) & 0xff) };

property({
  title: "zlib behind its port says what our inflater says, the place of a fault included, whatever the stream and the limit",
  requires: [...isDeflate, "rfc7692/7.2.2/final-block-goes-on"],
  given: [
    blockStreams(),
    fc.oneof({ weight: 1, arbitrary: fc.constant((bytes: Uint8Array) => bytes) }, { weight: 3, arbitrary: damages() }),
    fc.nat(4000),
  ],
  runs: 800,
  holds: ({ window, blocks }, damage, outputBytesMax) => {
    const damaged = damage(written({ window, blocks: [filler, ...blocks] }).bytes);
    const request = { bytes: Uint8Array.from([...damaged, 0x00, 0x00, 0x00, 0xff, 0xff]), window, windowBytes: 32_768, outputBytesMax };
    expect(byZlibPort(request)).toEqual(inflateRaw(request));
  },
});

property({
  title: "the limit is exact: a stream of so many bytes is inflated, and with one byte less allowed it is not",
  requires: ["rfc6455/10.4/limits-protect"],
  given: [blockStreams()],
  runs: 300,
  holds: ({ window, blocks }) => {
    const { bytes, text } = written({ window, blocks: [filler, ...blocks, flush] });
    for (const inflate of [inflateRaw, byZlibPort]) {
      const request = { bytes, window, windowBytes: 32_768 };
      expect(isSame(inflate({ ...request, outputBytesMax: text.length }), text)).toBe(true);
      expect(inflate({ ...request, outputBytesMax: text.length - 1 })).toMatchObject({ kind: "tooLarge" });
    }
  },
});

function* distances(): Generator<{
  readonly windowBytes: number;
  readonly distance: number;
  readonly before: number;
  readonly beforeInStream: number;
}> {
  for (let windowBits = 8; windowBits <= 15; windowBits++) {
    const windowBytes = 1 << windowBits;
    for (const beforeInStream of [0, 1, windowBytes - 1, windowBytes, windowBytes + 2]) {
      for (const distance of [1, windowBytes - 1, windowBytes, windowBytes + 1, 2 * windowBytes]) {
        for (const before of [0, 1, windowBytes]) if (distance <= 32_768) yield { windowBytes, distance, before, beforeInStream };
      }
    }
  }
}

exhaustive({
  title: "a distance beyond the window that was agreed on, or beyond all there is, is always refused, and every other is followed",
  requires: ["rfc7692/7.1.2.1/server-keeps-window", "rfc7692/7.1.2.2/client-keeps-window", "rfc7692/7.1.2/window-without-bound"],
  over: distances,
  holds: ({ windowBytes, distance, before, beforeInStream }) => {
    const window = Uint8Array.from({ length: before }, (_, i) => i % 251);
    const start: DeflateBlock = { type: "stored", final: false, bytes: Uint8Array.from({ length: beforeInStream }, (_, i) => i % 241) };
    const repetition: DeflateBlock = { type: "fixed", final: false, tokens: [{ length: 5, distance }] };
    const { bytes, text } = written({ window, blocks: [start, repetition, flush] });
    const mayBe = distance <= Math.min(before + beforeInStream, windowBytes);
    for (const inflate of [inflateRaw, byZlibPort]) {
      const found = inflate({ bytes, window, windowBytes, outputBytesMax: 100_000 });
      if (mayBe) expect(isSame(found, text)).toBe(true);
      else expect(found).toMatchObject({ kind: "distanceTooFar", distance });
    }
  },
});
