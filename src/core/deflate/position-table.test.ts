import { describe, expect, it } from "vitest";
import { PositionTable } from "./position-table.ts";

/** How many bytes a table for such a text takes. */
function memoryOf(textBytes: number): number {
  const text = new Uint8Array(textBytes);
  const before = process.memoryUsage().arrayBuffers;
  const tables = Array.from({ length: 20 }, () => new PositionTable(text));
  return (process.memoryUsage().arrayBuffers - before) / tables.length;
}

describe("PositionTable", () => {
  it("takes a KiB for a short text, and for a long one 128 KiB at most", () => {
    expect(memoryOf(100)).toBeLessThan(2 * 1024);
    expect(memoryOf(1_000_000)).toBeLessThan(2 * 128 * 1024);
  });
});
