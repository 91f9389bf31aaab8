/** Bits in the order they are sent, as a text of zeros and ones. */
export type Bits = string;

/** A number as so many bits, the least significant one first: how RFC 1951 sends everything but codes. */
export const bitsOf = (number: number, length: number): Bits => Array.from({ length }, (_, i) => Math.floor(number / 2 ** i) % 2).join("");

/** The number that such bits are. */
export const numberOf = (bits: Bits): number => [...bits].reduce((sum, bit, i) => sum + Number(bit) * 2 ** i, 0);

/** Section 3.2.2: the code of each symbol, most significant bit first, from the lengths of all codes; none where the length is zero. */
export function codesFrom(lengths: readonly number[]): (Bits | undefined)[] {
  const codes: (Bits | undefined)[] = lengths.map(() => undefined);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    code *= 2;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) codes[symbol] = (code++).toString(2).padStart(length, "0");
    }
  }
  return codes;
}

/** How much of all bit patterns the codes take: 1 when every pattern begins with one of them. */
export const shareOf = (lengths: readonly number[]): number => lengths.reduce((sum, length) => sum + (length > 0 ? 2 ** -length : 0), 0);

/** A length or distance as its symbol with extra bits. */
export interface Range {
  readonly symbol: number;
  readonly first: number;
  readonly last: number;
  readonly extraBits: number;
}

/** Section 3.2.5, the first table: literals are below, and 256 is the end of the block. */
export const lengthTable: readonly Range[] = [
  ...ranges(257, 3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]),
  { symbol: 285, first: 258, last: 258, extraBits: 0 },
];

/** Section 3.2.5, the second table. */
export const distanceTable: readonly Range[] = ranges(
  0,
  1,
  Array.from({ length: 30 }, (_, symbol) => Math.max(0, Math.floor(symbol / 2) - 1)),
);

/** Section 3.2.6. */
export const fixedLengths: readonly number[] = [
  ...Array.from({ length: 144 }, () => 8),
  ...Array.from({ length: 112 }, () => 9),
  ...Array.from({ length: 24 }, () => 7),
  ...Array.from({ length: 8 }, () => 8),
];
/** Section 3.2.6: five bits for each distance symbol. */
export const fixedDistanceLengths: readonly number[] = Array.from({ length: 32 }, () => 5);

/** Section 3.2.7. */
export const codeLengthOrder: readonly number[] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function ranges(firstSymbol: number, firstValue: number, extraBits: readonly number[]): Range[] {
  let next = firstValue;
  return extraBits.map((bits, i) => {
    const first = next;
    next += 2 ** bits;
    return { symbol: firstSymbol + i, first, last: next - 1, extraBits: bits };
  });
}
