import { distanceRanges, endOfBlock, lengthRanges, type SymbolRange } from "./deflate-symbols.ts";

// An entry says what the next bits of the input are:
//   bits 0 to 3    how many bits the code has
//   bits 4 to 7    how many extra bits follow it; in a pointer to a subtable, how many bits index that
//   bits 8 to 11   one of these flags; none for a length or a distance
/** The symbol is a literal. */
export const literalFlag = 0x100;
/** The symbol ends the block. */
export const endFlag = 0x200;
/** No symbol that has a meaning. */
export const invalidFlag = 0x400;
/** The code is longer than what indexes the table and goes on in a subtable. */
const subtableFlag = 0x800;
//   bits 16 to 31  the literal, the base of the length or distance, or where the subtable begins

const codeBitsMax = 15;

/** RFC 1951, section 3.2.2: a prefix code as a table to be indexed with the next bits of the input. */
export class HuffmanTable {
  /** How many bits index the table; a code that has more goes on in a subtable, which is among the entries too. */
  readonly rootBits: number;
  readonly entries: Int32Array;
  readonly #meanings: Int32Array;
  readonly #mustBeComplete: boolean;
  readonly #counts = new Uint16Array(codeBitsMax + 1);
  /** Those symbols that have a code, in the order of their codes. */
  readonly #symbols: Uint16Array;

  /** `meanings` has the entry of each symbol, without the length of its code. */
  constructor(meanings: Int32Array, rootBits: number, mustBeComplete = false) {
    this.rootBits = rootBits;
    this.#meanings = meanings;
    this.#mustBeComplete = mustBeComplete;
    this.#symbols = new Uint16Array(meanings.length);
    // At least two codes share a subtable.
    const subtables = Math.min(1 << rootBits, meanings.length >> 1);
    this.entries = new Int32Array((1 << rootBits) + (subtables << (codeBitsMax - rootBits)));
  }

  /** Makes this the table of the code with these lengths, 15 at most; returns what is wrong with them, if anything. */
  build(lengths: Uint8Array): string | undefined {
    const free = this.#count(lengths);
    if (free < 0) return "code lengths that leave no room for all codes";
    if (free > 0 && !this.#mayLeaveFree(lengths)) return "code lengths that leave codes unused";
    this.#sort(lengths);
    this.#fill();
    return undefined;
  }

  /** Section 3.2.7: a code of a single symbol has one bit and leaves the other half unused, and one may be empty if it is never needed. */
  #mayLeaveFree(lengths: Uint8Array): boolean {
    const used = lengths.length - (this.#counts[0] as number);
    return !this.#mustBeComplete && this.#counts[1] === used;
  }

  /** Counts the codes of each length; returns how much room they leave, in codes of 15 bits, or less than zero. */
  #count(lengths: Uint8Array): number {
    const counts = this.#counts.fill(0);
    for (let symbol = 0; symbol < lengths.length; symbol++) counts[lengths[symbol] as number]!++;
    let free = 1;
    for (let length = 1; length <= codeBitsMax; length++) free = 2 * free - (counts[length] as number);
    return free;
  }

  /** Section 3.2.2: shorter codes come first, and among codes of the same length the order is that of the symbols. */
  #sort(lengths: Uint8Array): void {
    const next = new Uint16Array(codeBitsMax + 1);
    for (let length = 1; length < codeBitsMax; length++) next[length + 1] = (next[length] as number) + (this.#counts[length] as number);
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const length = lengths[symbol] as number;
      if (length > 0) this.#symbols[next[length]!++] = symbol;
    }
  }

  /** The table begins with two entries and doubles with each length, as a code is followed by any bits. */
  #fill(): void {
    const { entries, rootBits } = this;
    entries.fill(invalidFlag | 1, 0, 2);
    let filled = 0;
    let code = 0;
    for (let length = 1; length <= rootBits; length++) {
      for (let left = this.#counts[length] as number; left > 0; left--) {
        entries[code] = this.#entry(filled++, length);
        code = codeAfter(code, length);
      }
      if (length < rootBits) entries.copyWithin(1 << length, 0, 1 << length);
    }
    this.#fillSubtables(filled, code);
  }

  #fillSubtables(firstLong: number, firstCode: number): void {
    const { entries, rootBits } = this;
    const rootMask = (1 << rootBits) - 1;
    let filled = firstLong;
    let code = firstCode;
    let root = -1;
    let end = 1 << rootBits;
    let start = 0;
    let indexBits = 0;
    for (let length = rootBits + 1; length <= codeBitsMax; length++) {
      for (let left = this.#counts[length] as number; left > 0; left--) {
        if ((code & rootMask) !== root) {
          root = code & rootMask;
          indexBits = this.#indexBits(length, left);
          start = end;
          end += 1 << indexBits;
          entries[root] = (start << 16) | subtableFlag | (indexBits << 4) | rootBits;
        }
        const entry = this.#entry(filled++, length);
        for (let i = start + (code >>> rootBits); i < end; i += 1 << (length - rootBits)) entries[i] = entry;
        code = codeAfter(code, length);
      }
    }
  }

  /** How many bits index a subtable whose first code has this length, where so many codes of that length are left. */
  #indexBits(length: number, left: number): number {
    let bits = length - this.rootBits;
    for (let codes = left; codes < 1 << bits; codes = 2 * codes + (this.#counts[this.rootBits + bits] as number)) bits++;
    return bits;
  }

  #entry(index: number, length: number): number {
    return (this.#meanings[this.#symbols[index] as number] as number) | length;
  }
}

/** The entry of the code that these bits begin with, at least 15 of them. */
export function lookUp({ entries, rootBits }: HuffmanTable, bits: number): number {
  const entry = entries[bits & ((1 << rootBits) - 1)] as number;
  if ((entry & subtableFlag) === 0) return entry;
  return entries[(entry >>> 16) + ((bits >>> rootBits) & ((1 << ((entry >>> 4) & 15)) - 1))] as number;
}

/** Section 3.1.1: the next code of the same length, where the first bit of a code is its lowest one; none is asked for after the last one. */
function codeAfter(code: number, length: number): number {
  const zeros = ~code & ((1 << length) - 1);
  const bit = 1 << (31 - Math.clz32(zeros));
  return (code & (bit - 1)) | bit;
}

/** What literal and length symbols stand for; 286 and 287 can have codes and stand for nothing. */
export const literalMeanings: Int32Array = Int32Array.from({ length: 288 }, (_, symbol) => {
  if (symbol < endOfBlock) return (symbol << 16) | literalFlag;
  return symbol === endOfBlock ? endFlag : meaningOf(lengthRanges[symbol - endOfBlock - 1]);
});

/** What distance symbols stand for; 30 and 31 can have codes and stand for nothing. */
export const distanceMeanings: Int32Array = Int32Array.from({ length: 32 }, (_, symbol) => meaningOf(distanceRanges[symbol]));

/** Code length symbols stand for their number. */
export const codeLengthMeanings: Int32Array = Int32Array.from({ length: 19 }, (_, symbol) => symbol << 16);

function meaningOf(range: SymbolRange | undefined): number {
  return range === undefined ? invalidFlag : (range.base << 16) | (range.extraBits << 4);
}
