import { describe, expect, it } from "vitest";
import { distanceMeanings, HuffmanTable, literalMeanings } from "./huffman-table.ts";

describe("HuffmanTable", () => {
  it("has room for a subtable for each two codes, but for no more than it can point to", () => {
    expect(new HuffmanTable(literalMeanings, 10).entries).toHaveLength(1024 + (288 / 2) * 2 ** 5);
    expect(new HuffmanTable(distanceMeanings, 3).entries).toHaveLength(8 + 8 * 2 ** 12);
  });
});
