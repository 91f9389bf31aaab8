import { describe, expect, it } from "vitest";
import { codesFrom, numberOf } from "../../../models/deflate/deflate-codes.ts";
import { distanceMeanings, HuffmanTable, literalMeanings, lookUp } from "./huffman-table.ts";

describe("HuffmanTable", () => {
  it.each<[rootBits: number, lengths: readonly number[]]>([
    [1, [1, 2, 2]],
    [1, [2, 2, 2, 2]],
    [1, [2, 2, 3, 3, 4, 4, 4, 4]],
    [2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15]],
    [2, [3, 3, 4, 5, 3, 0, 4, 5, 3, 4, 5, 3, 4, 5]],
    [3, [2, 2, 0, 2, 4, 4, 5, 5, 6, 6, 6, 6]],
    [10, [1, 0, 1]],
  ])("3.2.2: finds each code with a root of %i bits and lengths of %j bits, whatever comes after it", (rootBits, lengths) => {
    const table = new HuffmanTable(
      Int32Array.from(lengths, (_, symbol) => symbol << 16),
      rootBits,
    );
    expect(table.build(Uint8Array.from(lengths))).toBeUndefined();
    codesFrom(lengths).forEach((code, symbol) => {
      const found = (after: number) => code && lookUp(table, numberOf(code) | (after << code.length)) >>> 16;
      expect([0, 0x7fff_ffff].map(found)).toEqual(code === undefined ? [undefined, undefined] : [symbol, symbol]);
    });
  });

  it("3.2.7: leaves nothing unused but the half of a single code of one bit, or everything", () => {
    const build = (lengths: readonly number[]) => new HuffmanTable(new Int32Array(lengths.length), 2).build(Uint8Array.from(lengths));
    expect(
      [
        [0, 1],
        [0, 0],
        [1, 1],
      ].map(build),
    ).toEqual([undefined, undefined, undefined]);
    for (const lengths of [[2], [1, 2], [2, 2]]) expect(build(lengths)).toBe("code lengths that leave codes unused");
  });

  it("has room for a subtable for each two codes, but for no more than it can point to", () => {
    expect(new HuffmanTable(literalMeanings, 10).entries).toHaveLength(1024 + (288 / 2) * 2 ** 5);
    expect(new HuffmanTable(distanceMeanings, 3).entries).toHaveLength(8 + 8 * 2 ** 12);
  });
});
