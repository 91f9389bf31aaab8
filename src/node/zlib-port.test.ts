import { constants, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type DeflateBlock, writeBlocks } from "../../models/deflate/deflate-blocks.ts";
import type { DeflatePort } from "../core/deflate/deflate-port.ts";
import { inflateRaw } from "../core/deflate/inflate.ts";
import { plainDeflate } from "../core/deflate/plain-deflate.ts";
import { inflateWhole, type WholeStream } from "../core/deflate/whole-inflation.ts";
import type { Fault } from "../core/fault.ts";
import { Utf8Validator } from "../core/message/utf8-validator.ts";
import { MessageInflater } from "../core/permessage-deflate/message-deflate.ts";
import { seededPorts } from "../core/testing/seeded-ports.ts";
import { zlibPort } from "./zlib-port.ts";

const noWindow = new Uint8Array(0);
const tail = [0x00, 0x00, 0xff, 0xff];

const textBytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => 0x61 + ((i * i) % 23));
const stored = (bytes: Uint8Array, final = false): DeflateBlock => ({ type: "stored", final, bytes });

// The library compares long arrays element by element.
const isSame = (found: unknown, expected: Uint8Array): boolean => found instanceof Uint8Array && Buffer.compare(found, expected) === 0;

/** What the port makes of a stream, after it was seen to be what our inflater makes of it. */
function inflated(bytes: Uint8Array, changes: Partial<WholeStream> = {}) {
  const request = { bytes, window: noWindow, windowBytes: 32_768, outputBytesMax: 1_000_000, ...changes };
  const found = inflateWhole(zlibPort.inflate(request), request.bytes);
  const expected = inflateRaw(request);
  if (expected instanceof Uint8Array) expect(isSame(found, expected)).toBe(true);
  else expect(found).toEqual(expected);
  return found;
}

describe("zlibPort.deflate", () => {
  it.each([0, 1, 100, 5000, 200_000])("ends the stream of %i bytes as a flush does", (length) => {
    const text = textBytes(length);
    for (const window of [noWindow, textBytes(40_000)]) {
      const bytes = zlibPort.deflate({ bytes: text, window, windowBytes: 32_768 });
      expect([...bytes.slice(-4)]).toEqual(tail);
      expect(isSame(inflated(bytes, { window: window.slice(-32_768) }), text)).toBe(true);
      expect(bytes.constructor).toBe(Uint8Array);
    }
  });

  it("refers to nothing beyond the window that was agreed on", () => {
    for (let windowBits = zlibPort.compressWindowBitsMin; windowBits <= 15; windowBits++) {
      const windowBytes = 1 << windowBits;
      const text = Uint8Array.from([...textBytes(windowBytes), ...textBytes(windowBytes)]);
      const window = textBytes(windowBytes);
      const bytes = zlibPort.deflate({ bytes: text, window, windowBytes });
      expect(isSame(inflateRaw({ bytes, window, windowBytes, outputBytesMax: text.length }), text)).toBe(true);
    }
  });
});

describe("a compressed text behind zlib", () => {
  it("8.1: fails at the same byte, whole and in pieces, as with our own inflater", () => {
    const text = seededPorts()
      .randomBytes(5000)
      .map((byte) => byte & 0x0f);
    text[4321] = 0xff;
    const payload = zlibPort.deflate({ bytes: text, window: noWindow, windowBytes: 32_768 }).slice(0, -4);
    expect(payload.length).toBeGreaterThan(512);
    const found = [plainDeflate, zlibPort].flatMap((port) => [1, 100, payload.length].map((length) => faultIn(payload, length, port)));
    const [first] = found as [Fault];
    expect(first.requirement).toBe("rfc6455/8.1/invalid-utf8-fails");
    expect(found).toEqual(found.map(() => first));
    const upTo = inflateRaw({
      bytes: payload.subarray(0, first.position + 1),
      window: noWindow,
      windowBytes: 32_768,
      outputBytesMax: 4321,
    });
    const before = inflateRaw({ bytes: payload.subarray(0, first.position), window: noWindow, windowBytes: 32_768, outputBytesMax: 4321 });
    expect([upTo, before]).toMatchObject([{ kind: "tooLarge" }, { kind: "truncated" }]);
  });
});

/** What is wrong with a payload that comes in pieces of a length, each inflated before the next comes. */
function faultIn(payload: Uint8Array, length: number, port: DeflatePort): Fault | undefined {
  const inflater = new MessageInflater({ sender: "client", noContextTakeover: false, windowBits: 15 }, port);
  inflater.begin({ messageBytesMax: 100_000, turnBytes: 1000, text: new Utf8Validator() });
  for (let at = 0; at < payload.length; at += length) {
    inflater.push(payload.subarray(at, at + length), at + length >= payload.length);
    let found = inflater.advance();
    while (found === "turn") found = inflater.advance();
    if (typeof found !== "string" && "requirement" in found) return found;
  }
  return undefined;
}

describe("zlibPort.inflate", () => {
  it("is one Uint8Array without spare memory", () => {
    const found = inflated(zlibPort.deflate({ bytes: textBytes(3000), window: noWindow, windowBytes: 32_768 })) as Uint8Array;
    expect(found.constructor).toBe(Uint8Array);
    expect(found.buffer.byteLength).toBeLessThanOrEqual(6000);
  });

  it("7.2.2: goes on where zlib stops, at a final block, and keeps the window", () => {
    const repetition: DeflateBlock = { type: "fixed", final: true, tokens: [{ length: 10, distance: 700 }] };
    const window = textBytes(300);
    const bytes = writeBlocks([stored(textBytes(600), true), repetition, stored(noWindow, true), repetition, stored(noWindow)]);
    expect(inflated(bytes, { window })).toHaveLength(620);
  });

  it("7.2.2: takes a message that zlib has finished", () => {
    const text = textBytes(20_000);
    expect(inflated(Uint8Array.from([...deflateRawSync(text), 0x00, ...tail]))).toEqual(text);
  });

  it.each([1, 599, 600, 601])("has %i bytes too few to be complete", (missing) => {
    const bytes = writeBlocks([stored(textBytes(600)), stored(textBytes(600)), stored(noWindow)]);
    expect(inflated(Uint8Array.from([...bytes.slice(0, -4 - missing), ...tail]))).toHaveProperty("kind");
  });

  it("is not fooled by a final stored block that would take in what is behind the stream", () => {
    for (let missing = 0; missing <= 20; missing++) {
      const block = writeBlocks([stored(textBytes(600), true)]);
      const bytes = Uint8Array.from([...block.slice(0, block.length - missing), ...tail]);
      expect(inflated(bytes)).toHaveProperty(missing === 4 ? "length" : "kind");
    }
  });

  it("takes a text that ends like the stream", () => {
    const text = Uint8Array.from([...textBytes(2000), ...tail, 0x01, 0x00, ...tail.slice(0, 1), 0xff, 0xff]);
    expect(inflated(zlibPort.deflate({ bytes: text, window: noWindow, windowBytes: 32_768 }))).toEqual(text);
  });

  it.each([256, 512, 8192, 16_384])("7.1.2: refuses longer distances than %i", (windowBytes) => {
    const repetition: DeflateBlock = { type: "fixed", final: false, tokens: [{ length: 10, distance: windowBytes + 1 }] };
    const bytes = writeBlocks([stored(textBytes(windowBytes + 600)), repetition, stored(noWindow)]);
    expect(inflated(bytes, { windowBytes })).toMatchObject({ kind: "distanceTooFar" });
  });

  it("does no more in one turn than zlib can, and goes on in turns where that is not all", () => {
    const turnBytes = 100_000;
    for (const [length, turns] of [
      [turnBytes, 1],
      [2 * turnBytes, 2],
      [10 * turnBytes, 10],
    ] as const) {
      const bytes = zlibPort.deflate({ bytes: new Uint8Array(length).map((_, i) => (i ** 3) >> 5), window: noWindow, windowBytes: 32_768 });
      const inflation = zlibPort.inflate({ window: noWindow, windowBytes: 32_768, outputBytesMax: length, turnBytes });
      const pieces: Uint8Array[] = [];
      inflation.push(bytes, true);
      while (!inflation.isUsedUp) pieces.push(inflation.advance());
      expect(pieces.length === 1).toBe(turns === 1);
      expect(pieces.length).toBeGreaterThanOrEqual(turns);
      expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(length);
    }
  });

  it("10.4: keeps the limit", () => {
    const zeros = deflateRawSync(new Uint8Array(10_000_000), { finishFlush: constants.Z_SYNC_FLUSH });
    expect(inflated(new Uint8Array(zeros), { outputBytesMax: 100_000 })).toMatchObject({ kind: "tooLarge" });
    expect(inflated(new Uint8Array(zeros), { outputBytesMax: 0 })).toMatchObject({ kind: "tooLarge" });
    expect(inflated(new Uint8Array(zeros), { outputBytesMax: 9_999_999 })).toMatchObject({ kind: "tooLarge" });
    expect(inflated(new Uint8Array(zeros), { outputBytesMax: Number.MAX_SAFE_INTEGER })).toHaveLength(10_000_000);
  });
});
