import fc from "fast-check";
import { expect } from "vitest";
import { codesFrom, numberOf } from "../models/deflate/deflate-codes.ts";
import { completeCodes } from "../src/arbitraries/prefix-codes.ts";
import { HuffmanTable, lookUp } from "../src/core/deflate/huffman-table.ts";
import { property } from "./property.ts";

const bitsMax = 15;

property({
  title: "a table of any size says of any bits which code they begin with, whatever comes after those",
  requires: ["rfc7692/7.2.1/payload-is-deflate"],
  given: [completeCodes(), fc.integer({ min: 1, max: 10 }), fc.constantFrom(0, 0x7fff << bitsMax)],
  // Subtables that are larger than they have to be would not fit.
  examples: [[[2, 2, 2, 2], 1, 0x7fff << bitsMax]],
  runs: 100,
  holds: (lengths, rootBits, after) => {
    const table = new HuffmanTable(
      Int32Array.from(lengths, (_, symbol) => symbol << 16),
      rootBits,
    );
    expect(table.build(Uint8Array.from(lengths))).toBeUndefined();
    const wrongBits = symbolsOf(lengths).findIndex((symbol, bits) => lookUp(table, bits | after) >>> 16 !== symbol);
    expect(wrongBits).toBe(-1);
  },
});

/** By any bits, the symbol whose code they begin with. */
function symbolsOf(lengths: readonly number[]): Uint16Array {
  const symbols = new Uint16Array(2 ** bitsMax);
  codesFrom(lengths).forEach((code, symbol) => {
    if (code === undefined) return;
    for (let bits = numberOf(code); bits < 2 ** bitsMax; bits += 2 ** code.length) symbols[bits] = symbol;
  });
  return symbols;
}
