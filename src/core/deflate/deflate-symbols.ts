/** RFC 1951, section 3.2.5: a symbol that stands for `base` and up to 2^`extraBits` - 1 more. */
export interface SymbolRange {
  readonly base: number;
  readonly extraBits: number;
}

/** The symbol that ends a block; those below are literals, those above are lengths. */
export const endOfBlock = 256;
/** The bounds of a match. */
const matchLengthMin = 3;
export const matchLengthMax = 258;

/** The lengths that the symbols from 257 on stand for. */
export const lengthRanges: readonly SymbolRange[] = [
  ...rangesFrom(matchLengthMin, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]),
  { base: matchLengthMax, extraBits: 0 },
];

/** The distances that the distance symbols stand for. */
export const distanceRanges: readonly SymbolRange[] = rangesFrom(
  1,
  [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
);

/** Section 3.2.6: how many bits each literal and length symbol has in a block of fixed codes. */
export const fixedLiteralLengths: Uint8Array = Uint8Array.from({ length: 288 }, (_, symbol) =>
  symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
);
/** Section 3.2.6: the same for the distance symbols. */
export const fixedDistanceLengths: Uint8Array = new Uint8Array(32).fill(5);

/** Section 3.2.7: the order in which the lengths of the code length codes come. */
export const codeLengthOrder: readonly number[] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function rangesFrom(first: number, extraBits: readonly number[]): SymbolRange[] {
  let base = first;
  return extraBits.map((bits) => {
    const range = { base, extraBits: bits };
    base += 1 << bits;
    return range;
  });
}
