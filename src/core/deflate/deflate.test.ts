import { describe, expect, it } from "vitest";
import { bytesFromLatin1 } from "../bytes/text.ts";
import { toHex } from "../testing/hex.ts";
import { deflateRaw } from "./deflate.ts";
import { inflateRaw } from "./inflate.ts";

const noWindow = new Uint8Array(0);

function deflated(text: string, window: Uint8Array = noWindow, windowBytes = 32_768): Uint8Array {
  const request = { bytes: bytesFromLatin1(text), window, windowBytes };
  const bytes = deflateRaw(request);
  const inflated = inflateRaw({ bytes, window: window.slice(-windowBytes), windowBytes, outputBytesMax: text.length });
  expect("kind" in inflated ? inflated : Buffer.compare(inflated, request.bytes)).toBe(0);
  return bytes;
}

describe("deflateRaw", () => {
  it("7.2.3: writes what the samples are", () => {
    expect(toHex(deflated("Hello"))).toBe("f2 48 cd c9 c9 07 00 00 00 ff ff");
    expect(toHex(deflated(""))).toBe("00 00 00 ff ff");
  });

  it("stores what codes would make longer, in as many blocks as it takes", () => {
    const noise = Array.from({ length: 70_000 }, (_, i) => String.fromCharCode(144 + ((Math.imul(i, 2654435761) >>> 13) % 112))).join("");
    const bytes = deflated(noise.slice(0, 100));
    expect(toHex(bytes.subarray(0, 5))).toBe("00 64 00 9b ff");
    expect(deflated(noise).length).toBeLessThanOrEqual(70_000 + 15);
  });

  it("prefers codes to stored bytes of the same length", () => {
    const nineBitsEach = String.fromCharCode(...Array.from({ length: 36 }, (_, i) => 144 + i));
    expect(toHex(deflated(nineBitsEach.slice(0, 35)).subarray(0, 1))).toBe("9a");
    expect(toHex(deflated(nineBitsEach).subarray(0, 5))).toBe("00 24 00 db ff");
  });

  it("takes no more memory than nine bits for each byte, however long the window is", () => {
    expect(deflated("a".repeat(800), new Uint8Array(10_000)).buffer.byteLength).toBeLessThanOrEqual(900 + 10);
  });

  it("repeats four bytes, and none of what is shorter", () => {
    expect(deflated("abcd1abcd").length).toBe(deflated("abcd1").length + 2);
    expect(toHex(deflated("aaaa", bytesFromLatin1("a")))).toBe("02 01 00 00 00 00 ff ff");
    expect(deflated("abc1abc").length).toBe(deflated("abc1xyz").length);
  });

  it("refers to what is inside an earlier repetition, when the first occurrence is out of reach", () => {
    const word = String.fromCharCode(...Array.from({ length: 140 }, (_, i) => i));
    expect(deflated(word.repeat(4), noWindow, 256).length).toBeLessThan(deflated(word).length + 12);
  });

  it("repeats up to 258 bytes at once", () => {
    expect(toHex(deflated("a".repeat(260)))).toBe("4a 1c 05 89 00 00 00 00 ff ff");
  });

  it("refers to nothing beyond the window that was agreed on", () => {
    const word = "0123456789abcdef";
    const window = bytesFromLatin1(word + "-".repeat(240));
    const within = deflated(word, window, 256);
    const beyond = deflated(word, bytesFromLatin1(`${word}${"-".repeat(241)}`), 256);
    expect(within.length).toBeLessThan(10);
    expect(beyond.length).toBeGreaterThan(12);
    expect(deflated(word, window.slice(1), 512).length).toBeLessThan(12);
  });

  it("takes every distance up to 32 KiB", () => {
    for (const distance of [1, 4, 5, 6, 7, 8, 9, 255, 256, 257, 4096, 4097, 24_576, 24_577, 32_767, 32_768]) {
      const window = new Uint8Array(distance + 3);
      window.set(bytesFromLatin1("needle").subarray(0, distance), 3);
      expect(deflated("needle".slice(0, distance), window).length).toBeLessThanOrEqual(distance < 6 ? 12 : 11);
    }
  });
});
