import { distanceRanges, endOfBlock, fixedDistanceLengths, fixedLiteralLengths, lengthRanges, matchLengthMax } from "./deflate-symbols.ts";

/** Bits to be written, the first one lowest. */
export interface Code {
  readonly bits: number;
  readonly length: number;
}

const literalCodes = codesOf(fixedLiteralLengths);
const distanceCodes = codesOf(fixedDistanceLengths);

/** RFC 1951, section 3.2.6: the codes of the literals and of the end of a block. */
export const fixedLiterals: readonly Code[] = literalCodes.slice(0, endOfBlock + 1);

/** The codes of the lengths 3 to 258, by length, each with its extra bits. */
export const fixedLengths: readonly Code[] = lengthRanges.reduce<Code[]>((codes, { base, extraBits }, i) => {
  const code = literalCodes[endOfBlock + 1 + i] as Code;
  for (let extra = 0; extra < 1 << extraBits && base + extra <= matchLengthMax; extra++) {
    codes[base + extra] = { bits: code.bits | (extra << code.length), length: code.length + extraBits };
  }
  return codes;
}, []);

/** The code of a distance, with its extra bits. */
export function fixedDistance(distance: number): Code {
  const { base, extraBits } = distanceRanges[distanceSymbol(distance)] as (typeof distanceRanges)[number];
  const code = distanceCodes[distanceSymbol(distance)] as Code;
  return { bits: code.bits | ((distance - base) << code.length), length: code.length + extraBits };
}

/** From the fifth symbol on, each two more need one more bit. */
function distanceSymbol(distance: number): number {
  const offset = distance - 1;
  if (offset < 4) return offset;
  const bits = 31 - Math.clz32(offset);
  return 2 * bits + ((offset >>> (bits - 1)) & 1);
}

/** Section 3.2.2: codes of the same length are consecutive, and the first one follows the last of those that are shorter. */
function codesOf(lengths: Uint8Array): Code[] {
  const codes: Code[] = [];
  let next = 0;
  for (let length = 1; length <= 15; length++, next <<= 1) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) codes[symbol] = { bits: reversed(next++, length), length };
    }
  }
  return codes;
}

/** Section 3.1.1: the first bit of a code is the highest one of its number. */
function reversed(code: number, length: number): number {
  const digits = code.toString(2).padStart(length, "0");
  return Number.parseInt([...digits].reverse().join(""), 2);
}
