import { describe, expect, it } from "vitest";
import { hex } from "./steps.ts";
import { codePointName, largestIn, spelled, spread } from "./utf8-sequences.ts";

describe("spread", () => {
  it("is UTF-8 where the shortest form is asked for", () => {
    for (const [codePoint, byteCount] of [
      [0x24, 1],
      [0xa2, 2],
      [0x20ac, 3],
      [0x24b62, 4],
      [0x10ffff, 4],
    ] as const) {
      expect(spread(codePoint, byteCount)).toEqual(Uint8Array.from(new TextEncoder().encode(String.fromCodePoint(codePoint))));
    }
  });

  it("writes what UTF-8 forbids", () => {
    expect(spread(0x2f, 2)).toEqual(hex("c0 af"));
    expect(spread(0, 6)).toEqual(hex("fc 80 80 80 80 80"));
    expect(spread(0xd800, 3)).toEqual(hex("ed a0 80"));
    expect(spread(0x110000, 4)).toEqual(hex("f4 90 80 80"));
  });

  it("ends at six bytes", () => {
    expect(() => spread(0, 7)).toThrow(RangeError);
    expect(() => spread(0, 0)).toThrow(RangeError);
  });

  it("has room for the largest number of each length", () => {
    const largest = ["7f", "df bf", "ef bf bf", "f7 bf bf bf", "fb bf bf bf bf", "fd bf bf bf bf bf"];
    for (const [index, bytes] of largest.entries()) expect(spread(largestIn(index + 1), index + 1)).toEqual(hex(bytes));
  });
});

describe("names", () => {
  it("of code points have at least four digits", () => {
    expect([0, 0xa2, 0xfffe, 0x10ffff].map(codePointName)).toEqual(["U+0000", "U+00A2", "U+FFFE", "U+10FFFF"]);
  });

  it("of bytes stay short", () => {
    expect(spelled(hex("ce ba"))).toBe("CE BA");
    expect(spelled(new Uint8Array(63))).toBe("00 00 00 00 00 00 … 00 00 00 00 (63 bytes)");
  });
});
