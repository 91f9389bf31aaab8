import fc from "fast-check";
import { expect } from "vitest";
import { masked } from "../models/frames/masking.ts";
import { maskingKeys } from "../src/arbitraries/masking-keys.ts";
import { keyWord } from "../src/core/frame/frame-encoder.ts";
import { applyMask, wordsOf } from "../src/core/frame/masking.ts";
import { exhaustive, property } from "./property.ts";

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
const patternByte = (_: unknown, i: number): number => (i * 37 + 11) & 0xff;

interface Place {
  readonly length: number;
  /** Where the array begins in its buffer. */
  readonly alignment: number;
  /** Where the part to be masked begins in the array. */
  readonly start: number;
  /** Position of that part in its payload. */
  readonly offset: number;
  readonly words: "words" | "bytes";
}

/** Masks a part of an array that lies inside a larger buffer, and returns the whole buffer. */
function maskInPlace(place: Place, key: Uint8Array): { readonly before: Uint8Array; readonly after: Uint8Array; readonly from: number } {
  const { length, alignment, start, offset, words } = place;
  const before = Uint8Array.from({ length: alignment + start + length + 5 }, patternByte);
  const after = before.slice();
  const bytes = after.subarray(alignment, alignment + start + length + 1);
  applyMask(bytes, start, start + length, keyWord(key), offset, words === "words" ? wordsOf(bytes) : undefined);
  return { before, after, from: alignment + start };
}

/** The buffer with nothing but the part masked, as the model has it. */
const maskedByModel = (before: Uint8Array, from: number, { length, offset }: Place, key: Uint8Array): Uint8Array =>
  Uint8Array.from([...before.slice(0, from), ...masked(before.slice(from, from + length), key, offset), ...before.slice(from + length)]);

const key = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

function* places(): Generator<Place> {
  for (const words of ["words", "bytes"] as const) {
    for (let alignment = 0; alignment < 4; alignment++) {
      for (let offset = 0; offset <= 70; offset++) {
        for (let length = 0; length <= 70; length++) yield { length, alignment, start: (offset * 3) % 5, offset, words };
      }
    }
  }
}

exhaustive({
  title: "masking XORs octet i with octet i modulo 4 of the key and touches nothing else, at every offset, length and alignment",
  requires: ["rfc6455/5.3/masking-transform", "rfc6455/6.2/unmasks"],
  over: places,
  holds: (place) => {
    const { before, after, from } = maskInPlace(place, key);
    return isSame(after, maskedByModel(before, from, place, key));
  },
});

property({
  title: "masking long payloads with any key is what the model says, and masking twice changes nothing",
  requires: ["rfc6455/5.3/masking-transform"],
  given: [
    fc.record({
      length: fc.nat(700),
      alignment: fc.nat(7),
      start: fc.nat(9),
      offset: fc.nat(0x1_0000_0000),
      words: fc.constantFrom("words", "bytes"),
    }),
    maskingKeys(),
  ],
  runs: 500,
  holds: (place, anyKey) => {
    const { before, after, from } = maskInPlace(place, anyKey);
    expect(isSame(after, maskedByModel(before, from, place, anyKey))).toBe(true);
    applyMask(after, from, from + place.length, keyWord(anyKey), place.offset, place.words === "words" ? wordsOf(after) : undefined);
    expect(isSame(after, before)).toBe(true);
  },
});

property({
  title: "masking a payload piece by piece is masking it at once",
  requires: ["rfc6455/5.3/masking-transform", "ours/core/chunking-independent"],
  given: [fc.uint8Array({ maxLength: 200, size: "max" }), maskingKeys(), fc.array(fc.nat(60), { maxLength: 6 })],
  runs: 300,
  holds: (payload, anyKey, lengths) => {
    const pieces = payload.slice();
    let start = 0;
    for (const length of [...lengths, payload.length]) {
      const end = Math.min(start + length, payload.length);
      applyMask(pieces, start, end, keyWord(anyKey), start, wordsOf(pieces));
      start = end;
    }
    return isSame(pieces, masked(payload, anyKey));
  },
});
