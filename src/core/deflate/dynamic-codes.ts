import type { BitInput } from "./bit-input.ts";
import { codeLengthOrder, endOfBlock } from "./deflate-symbols.ts";
import { codeLengthMeanings, distanceMeanings, HuffmanTable, literalMeanings } from "./huffman-table.ts";

const literalCountMax = 286;
const distanceCountMax = 32;

/** RFC 1951, section 3.2.7: reads the two codes of a dynamic block. One object serves many blocks, one after the other. */
export class DynamicCodes {
  readonly literals = new HuffmanTable(literalMeanings, 10);
  readonly distances = new HuffmanTable(distanceMeanings, 8);
  readonly #codeLengths = new HuffmanTable(codeLengthMeanings, 7, true);
  readonly #lengths = new Uint8Array(literalCountMax + distanceCountMax);

  // HLIT = 5 bits, HDIST = 5 bits, HCLEN = 4 bits
  /** Makes the tables those of the block that begins here; returns what is wrong with it, if anything. */
  read(input: BitInput): string | undefined {
    const literalCount = 257 + input.take(5);
    if (literalCount > literalCountMax) return `codes for ${literalCount} literals and lengths, which are ${literalCountMax} at most`;
    const distanceCount = 1 + input.take(5);
    const codeLengthCount = 4 + input.take(4);
    const wrong = this.#readCodeLengthCode(input, codeLengthCount) ?? this.#readLengths(input, literalCount + distanceCount);
    if (wrong !== undefined) return wrong;
    const literals = this.#lengths.subarray(0, literalCount);
    if (literals[endOfBlock] === 0) return "no code for the end of the block";
    const distances = this.#lengths.subarray(literalCount, literalCount + distanceCount);
    return about("literal and length", this.literals.build(literals)) ?? about("distance", this.distances.build(distances));
  }

  #readCodeLengthCode(input: BitInput, count: number): string | undefined {
    const lengths = new Uint8Array(codeLengthOrder.length);
    for (let i = 0; i < count; i++) lengths[codeLengthOrder[i] as number] = input.take(3);
    return about("code length", this.#codeLengths.build(lengths));
  }

  /** The lengths of both codes are one sequence, and a repetition may lead from the first into the second. */
  #readLengths(input: BitInput, total: number): string | undefined {
    const { entries, rootBits } = this.#codeLengths;
    for (let i = 0; i < total; ) {
      const entry = entries[input.peek() & ((1 << rootBits) - 1)] as number;
      input.skip(entry & 15);
      const symbol = entry >>> 16;
      const times = symbol < 16 ? 1 : symbol === 16 ? 3 + input.take(2) : symbol === 17 ? 3 + input.take(3) : 11 + input.take(7);
      if (symbol === 16 && i === 0) return "a repetition of the code length before the first one";
      if (i + times > total) return "a repetition of code lengths beyond the last one";
      const length = symbol < 16 ? symbol : symbol === 16 ? (this.#lengths[i - 1] as number) : 0;
      this.#lengths.fill(length, i, i + times);
      i += times;
    }
    return undefined;
  }
}

const about = (code: string, wrong: string | undefined): string | undefined => (wrong === undefined ? undefined : `${code} ${wrong}`);
