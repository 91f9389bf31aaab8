import fc from "fast-check";
import { expect } from "vitest";
import { codesFrom, numberOf } from "../models/deflate-codes.ts";
import { HuffmanTable, lookUp } from "../src/core/extension/huffman-table.ts";
import { completeCodes } from "./arbitraries/prefix-codes.ts";
import { property } from "./property.ts";

const bitsMax = 15;

property({
  title: "a table of any size says of any bits which code they begin with",
  requires: ["rfc7692/7.2.1/payload-is-deflate"],
  given: [completeCodes(), fc.integer({ min: 1, max: 10 })],
  runs: 200,
  holds: (lengths, rootBits) => {
    const table = new HuffmanTable(
      Int32Array.from(lengths, (_, symbol) => symbol << 16),
      rootBits,
    );
    expect(table.build(Uint8Array.from(lengths))).toBeUndefined();
    const found = Array.from({ length: 2 ** bitsMax }, (_, bits) => lookUp(table, bits) >>> 16);
    expect(found).toEqual(symbolsOf(lengths));
  },
});

/** By any bits, the symbol whose code they begin with. */
function symbolsOf(lengths: readonly number[]): number[] {
  const symbols: number[] = [];
  codesFrom(lengths).forEach((code, symbol) => {
    if (code === undefined) return;
    for (let bits = numberOf(code); bits < 2 ** bitsMax; bits += 2 ** code.length) symbols[bits] = symbol;
  });
  return symbols;
}
