import fc from "fast-check";
import { expect } from "vitest";
import { type GrammarFrame, readFrames, shortestLengthBits, writeFrame, writeHeader } from "../models/frames/frame-grammar.ts";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { frames } from "../src/arbitraries/frames.ts";
import { FrameDecoder } from "../src/core/frame/frame-decoder.ts";
import { encodeFrame, encodeHeader } from "../src/core/frame/frame-encoder.ts";
import { toHex } from "../src/core/testing/hex.ts";
import { exhaustive, property } from "./property.ts";

/** Reads frames back with the decoder; its tokens become frames as the grammar model has them. */
function decode(segments: readonly Uint8Array[]): GrammarFrame[] {
  const decoder = new FrameDecoder();
  const found: GrammarFrame[] = [];
  let payload: number[] = [];
  for (const segment of segments) {
    decoder.push(segment);
    for (let token = decoder.next(); token !== "starved"; token = decoder.next()) {
      if (token === "header") payload = [];
      else payload.push(...decoder.payload);
      if (token === "payload" && decoder.frameIsComplete) found.push(grammarFrame(decoder, payload));
    }
  }
  return found;
}

function grammarFrame({ header }: FrameDecoder, payload: readonly number[]): GrammarFrame {
  const { fin, rsv, opcode, masked, maskingKey, lengthBytes } = header;
  const key = Uint8Array.of(maskingKey >>> 24, (maskingKey >>> 16) & 0xff, (maskingKey >>> 8) & 0xff, maskingKey & 0xff);
  const lengthBits = lengthBytes === 0 ? 7 : lengthBytes === 2 ? 16 : 64;
  return { fin, rsv, opcode, lengthBits, maskingKey: masked ? key : undefined, payload: Uint8Array.from(payload) };
}

/** A frame with its bytes in hex: long payloads are compared as strings, which is quick. */
const inWords = ({ maskingKey, payload, ...fields }: GrammarFrame): object => ({
  ...fields,
  maskingKey: maskingKey && toHex(maskingKey),
  payload: Buffer.from(payload).toString("hex"),
});

property({
  title: "a frame that is encoded is what the grammar of section 5.2 writes, byte for byte",
  requires: [
    "rfc6455/6.1/framed",
    "rfc6455/5.2/frame-layout",
    "rfc6455/5.2/length-counts-payload",
    "rfc6455/5.2/length-network-order",
    "rfc6455/5.2/length-minimal",
    "rfc6455/5.3/masking-transform",
  ],
  given: [frames()],
  runs: 300,
  holds: (frame) => Buffer.compare(encodeFrame(frame), writeFrame(frame)) === 0,
});

property({
  title: "frames that are encoded are read back by the decoder and by the grammar, however the stream is cut",
  requires: [
    "rfc6455/6.2/parsed-as-frames",
    "rfc6455/5.2/frame-layout",
    "rfc6455/5.2/length-counts-payload",
    "rfc6455/6.1/framed",
    "rfc6455/6.2/unmasks",
    "ours/core/chunking-independent",
  ],
  given: [fc.array(frames(), { maxLength: 5 }), chunkings()],
  runs: 200,
  holds: (sent, chunking) => {
    const stream = Uint8Array.from(sent.flatMap((frame) => [...encodeFrame(frame)]));
    const reading = readFrames(stream);
    expect(reading.rest).toHaveLength(0);
    expect(reading.frames.map(inWords)).toEqual(sent.map(inWords));
    expect(decode(cut(stream, chunking)).map(inWords)).toEqual(sent.map(inWords));
  },
});

property({
  title: "any bytes are taken apart into the same frames by the decoder and by the grammar, however they are cut",
  requires: ["rfc6455/6.2/parsed-as-frames", "ours/core/chunking-independent"],
  given: [fc.uint8Array({ maxLength: 80, size: "max" }), chunkings()],
  runs: 500,
  holds: (bytes, chunking) => {
    expect(decode(cut(bytes, chunking)).map(inWords)).toEqual(readFrames(bytes).frames.map(inWords));
  },
});

function* lengths(): Generator<number> {
  for (let length = 0; length <= 0x1_1000; length++) yield length;
  for (let power = 17; power < 53; power++) yield* [2 ** power - 1, 2 ** power, 2 ** power + 1];
  yield Number.MAX_SAFE_INTEGER;
}

const header = { fin: true, rsv: 0, opcode: 2 } as const;

exhaustive({
  title: "a length is written in the shortest of its three forms",
  requires: ["rfc6455/5.2/length-minimal", "rfc6455/5.2/length-network-order"],
  over: lengths,
  holds: (length) => {
    const written = encodeHeader(header, length);
    return Buffer.compare(written, writeHeader({ ...header, lengthBits: shortestLengthBits(length) }, BigInt(length))) === 0;
  },
});
