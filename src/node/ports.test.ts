import { describe, expect, it } from "vitest";
import { nodePorts } from "./ports.ts";

const bytesOf = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);

describe("what Node supplies", () => {
  it("random bytes: as many as asked for, and never the same ones twice", () => {
    const keys = Array.from({ length: 5000 }, () => nodePorts.randomBytes(8));
    expect(keys.every(({ length }) => length === 8)).toBe(true);
    expect(new Set(keys.map((key) => Buffer.from(key).toString("hex"))).size).toBe(5000);
    expect(nodePorts.randomBytes(100_000)).toHaveLength(100_000);
    expect(nodePorts.randomBytes(0)).toHaveLength(0);
  });

  it("a check for UTF-8", () => {
    expect(nodePorts.isUtf8?.(bytesOf(0xc3, 0xa4))).toBe(true);
    expect(nodePorts.isUtf8?.(bytesOf(0xed, 0xa0, 0x80))).toBe(false);
  });

  it("text as UTF-8", () => {
    expect(nodePorts.encodeUtf8?.("ä€")).toEqual(bytesOf(0xc3, 0xa4, 0xe2, 0x82, 0xac));
  });
});
