import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toHex } from "../testing/hex.ts";
import { sha1 } from "./sha1.ts";
import { bytesFromLatin1 } from "./text.ts";

const digest = (text: string): string => toHex(sha1(bytesFromLatin1(text))).replaceAll(" ", "");

describe("sha1", () => {
  it("FIPS 180-4: digests the well-known messages of one and of two blocks", () => {
    expect(digest("abc")).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
    expect(digest("")).toBe("da39a3ee5e6b4b0d3255bfef95601890afd80709");
    expect(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe("84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  });

  it("1.3: gives the twenty bytes printed there", () => {
    const concatenated = "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    expect(toHex(sha1(bytesFromLatin1(concatenated)))).toBe("b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea");
  });

  it("agrees with node:crypto on every length around the block boundaries", () => {
    for (let length = 0; length <= 200; length++) {
      const message = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 0xff);
      expect(toHex(sha1(message))).toBe(toHex(createHash("sha1").update(message).digest()));
    }
  });
});
