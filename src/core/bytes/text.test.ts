import { describe, expect, it } from "vitest";
import { hex, toHex } from "../testing/hex.ts";
import { bytesFromLatin1, decodeUtf8, encodeUtf8, latin1FromBytes } from "./text.ts";

describe("latin1", () => {
  it("maps the 256 bytes to the first 256 characters and back", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const text = latin1FromBytes(bytes);
    expect(text).toBe(Buffer.from(bytes).toString("latin1"));
    expect(bytesFromLatin1(text)).toEqual(bytes);
  });

  it("reads more bytes than one call of a function takes as arguments", () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i & 0xff);
    expect(latin1FromBytes(bytes)).toBe(Buffer.from(bytes).toString("latin1"));
  });
});

describe("UTF-8", () => {
  /** The first and the last code point of each length, and the neighbours of the surrogates. */
  const edges = [0x00, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x10ffff];

  it("RFC 3629, 7: encodes the examples printed there", () => {
    expect(toHex(encodeUtf8("A\u2262\u0391."))).toBe("41 e2 89 a2 ce 91 2e");
    expect(toHex(encodeUtf8("\ud55c\uad6d\uc5b4"))).toBe("ed 95 9c ea b5 ad ec 96 b4");
    expect(toHex(encodeUtf8("\ufeff\u{233b4}"))).toBe("ef bb bf f0 a3 8e b4");
  });

  it.each(edges)("RFC 3629, 3: encodes and decodes the code point %i as Buffer does", (point) => {
    const text = `a${String.fromCodePoint(point)}z`;
    const bytes = encodeUtf8(text);
    expect(toHex(bytes)).toBe(toHex(Buffer.from(text)));
    expect(decodeUtf8(bytes)).toBe(text);
  });

  it.each(["\ud800", "\udc00", "\udfff", "a\ud83dz", "\ude00\ud83d", "\ud83d"])("encodes the lone surrogate in %j as U+FFFD", (text) => {
    expect(toHex(encodeUtf8(text))).toBe(toHex(Buffer.from(text)));
    expect(toHex(encodeUtf8(text))).toContain("ef bf bd");
  });

  it("keeps a byte order mark, which is part of the text", () => {
    expect(decodeUtf8(hex("ef bb bf 41"))).toBe("\ufeffA");
  });

  it("has nothing to do for an empty text", () => {
    expect(encodeUtf8("")).toEqual(new Uint8Array(0));
    expect(decodeUtf8(new Uint8Array(0))).toBe("");
  });
});
