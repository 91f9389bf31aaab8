import { describe, expect, it } from "vitest";
import { hex, toHex } from "../testing/hex.ts";
import { applyMask, wordsOf } from "./masking.ts";

const key = 0x37fa213d;
const keyBytes = [0x37, 0xfa, 0x21, 0x3d];

/** Section 5.3 as it is written: octet i XOR octet i modulo 4 of the key. */
const maskedByTheBook = (payload: Uint8Array, offset = 0): Uint8Array =>
  payload.map((octet, i) => octet ^ (keyBytes[(i + offset) % 4] as number));

const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 5 + 3) & 0xff);

describe("applyMask", () => {
  it("5.7: unmasks the payload of the example to Hello", () => {
    const payload = hex("7f 9f 4d 51 58");
    applyMask(payload, 0, 5, key, 0);
    expect(toHex(payload)).toBe("48 65 6c 6c 6f");
  });

  it("5.3: masking twice gives back what was there", () => {
    const payload = counting(333);
    applyMask(payload, 0, payload.length, key, 0, wordsOf(payload));
    applyMask(payload, 0, payload.length, key, 0, wordsOf(payload));
    expect(payload).toEqual(counting(333));
  });

  it.each([0, 1, 2, 3, 4, 7])("5.3: a piece at payload position %i begins with the octet of the key that belongs there", (offset) => {
    const piece = counting(9);
    applyMask(piece, 0, piece.length, key, offset);
    expect(toHex(piece)).toBe(toHex(maskedByTheBook(counting(9), offset)));
  });

  it("5.3: does the same word by word as byte by byte, at every alignment, offset and remainder", () => {
    for (let start = 0; start < 4; start++) {
      for (let offset = 0; offset < 4; offset++) {
        for (let length = 47; length <= 90; length++) {
          const bytes = counting(100);
          const expected = counting(100);
          expected.set(maskedByTheBook(bytes.slice(start, start + length), offset), start);
          applyMask(bytes, start, start + length, key, offset, wordsOf(bytes));
          expect(toHex(bytes)).toBe(toHex(expected));
        }
      }
    }
  });

  it("leaves the bytes around a view alone", () => {
    const buffer = counting(128);
    const view = buffer.subarray(5, 125);
    applyMask(view, 3, 110, key, 1, wordsOf(view));
    const expected = counting(128);
    expected.set(maskedByTheBook(counting(128).slice(8, 115), 1), 8);
    expect(toHex(buffer)).toBe(toHex(expected));
  });

  it("5.3: touches nothing but a short piece of a long array, and masks a long array without its words", () => {
    for (let length = 0; length <= 48; length++) {
      const bytes = counting(100);
      const expected = counting(100);
      expected.set(maskedByTheBook(counting(100).slice(31, 31 + length)), 31);
      applyMask(bytes, 31, 31 + length, key, 0, wordsOf(bytes));
      expect(toHex(bytes)).toBe(toHex(expected));
    }
    const bytes = counting(100);
    applyMask(bytes, 0, 100, key, 0);
    expect(toHex(bytes)).toBe(toHex(maskedByTheBook(counting(100))));
  });

  it("takes a key with its top bit set", () => {
    const bytes = new Uint8Array(64);
    applyMask(bytes, 0, 64, 0xfffefdfc | 0, 2, wordsOf(bytes));
    expect(toHex(bytes)).toBe(toHex(hex("fd fc ff fe".repeat(16))));
  });
});

describe("wordsOf", () => {
  it("finds words not worth their while in a short array", () => {
    expect(wordsOf(new Uint8Array(47))).toBeUndefined();
    expect(wordsOf(new Uint8Array(50))).toHaveLength(12);
  });
});
