import { BitInput } from "./bit-input.ts";
import type { InflateFault, InflateRequest, Inflation } from "./deflate-port.ts";
import { fixedDistanceLengths, fixedLiteralLengths, matchLengthMax } from "./deflate-symbols.ts";
import { DynamicCodes } from "./dynamic-codes.ts";
import { distanceMeanings, endFlag, HuffmanTable, invalidFlag, literalFlag, literalMeanings, lookUp } from "./huffman-table.ts";
import { inflateWhole } from "./whole-inflation.ts";

/** RFC 1951: inflates a stream, turn by turn; see `DeflatePort`. */
export const inflateInTurns = (request: InflateRequest): Inflation => new RawInflation(request);

/** The same in a single turn: what a stream stands for, or what is wrong with it. */
export const inflateRaw = (request: InflateRequest): Uint8Array | InflateFault => inflateWhole(inflateInTurns(request));

/** What a block costs for itself, in bytes inflated in the same time: about what it takes to read the codes of a dynamic one. */
const blockWork = 1024;

const noBytes = new Uint8Array(0);
const fixedLiterals = fixedTable(literalMeanings, 9, fixedLiteralLengths);
const fixedDistances = fixedTable(distanceMeanings, 5, fixedDistanceLengths);
// Made when first needed, and lent to the stream that reads a dynamic block.
let spareCodes: DynamicCodes | undefined;

/** One stream on its way. Beyond its end all bits are zero, so whether it ended too soon is asked afterwards. */
class RawInflation implements Inflation {
  readonly #input: BitInput;
  readonly #windowBytes: number;
  readonly #outputMax: number;
  readonly #turnBytes: number;
  /** What came before the output of this turn. */
  #window: Uint8Array;
  /** How many bytes there may still be, those of this turn among them. */
  #room: number;
  #output: Uint8Array = noBytes;
  #length = 0;
  /** Bytes that the blocks of this turn cost for themselves. */
  #work = 0;
  /** The codes of the block that is open, if it is one with codes. */
  #literals: HuffmanTable | undefined;
  #distances: HuffmanTable = fixedDistances;
  #isFinal = false;
  #codes: DynamicCodes | undefined;

  constructor({ bytes, window, windowBytes, outputBytesMax, turnBytes = Number.POSITIVE_INFINITY }: InflateRequest) {
    this.#input = new BitInput(bytes);
    this.#window = window;
    this.#windowBytes = windowBytes;
    this.#outputMax = outputBytesMax;
    this.#turnBytes = turnBytes;
    this.#room = outputBytesMax;
  }

  get isComplete(): boolean {
    return this.#literals === undefined && this.#input.left <= 0;
  }

  advance(): Uint8Array | InflateFault {
    this.#output = new Uint8Array(Math.min(3 * this.#input.bytesLeft, this.#bytesOfTurn) + matchLengthMax);
    this.#length = 0;
    this.#work = 0;
    let fault: InflateFault | undefined;
    do {
      fault = this.#literals === undefined ? this.#block() : this.#compressed(this.#literals, this.#distances);
    } while (fault === undefined && !this.isComplete && this.#length + this.#work < this.#turnBytes);
    if (this.#literals === undefined || fault !== undefined) this.#returnCodes();
    return fault ?? this.#endTurn();
  }

  /** What is handed on is what later turns refer to. No more memory is handed on than twice what is in it. */
  #endTurn(): Uint8Array {
    const output = this.#output;
    const piece = output.length > 2 * this.#length ? output.slice(0, this.#length) : output.subarray(0, this.#length);
    if (!this.isComplete) this.#window = lastBytes(this.#window, piece, this.#windowBytes);
    this.#output = noBytes;
    this.#room -= piece.length;
    return piece;
  }

  /** How many bytes may come in one turn, but for the last match or stored block. */
  get #bytesOfTurn(): number {
    return Math.min(this.#turnBytes, this.#room);
  }

  // BFINAL = 1 bit, BTYPE = 2 bits                            (section 3.2.3)
  #block(): InflateFault | undefined {
    const header = this.#input.take(3);
    this.#isFinal = (header & 1) === 1;
    this.#work += blockWork;
    return this.#blockOfType(header >> 1);
  }

  #endBlock(): InflateFault | undefined {
    this.#literals = undefined;
    if (this.#input.left < 0) return this.#truncated();
    // RFC 7692, section 7.2.1: more may follow the final block, from the next byte on.
    if (this.#isFinal) this.#input.alignToByte();
    return undefined;
  }

  #blockOfType(type: number): InflateFault | undefined {
    switch (type) {
      case 0:
        return this.#stored();
      case 1:
        return this.#compressed(fixedLiterals, fixedDistances);
      case 2:
        return this.#dynamic();
      default:
        return this.#fault("malformed", "a block of the reserved type 3");
    }
  }

  // LEN = 2 octets, NLEN = 2 octets, LEN octets               (section 3.2.4)
  #stored(): InflateFault | undefined {
    const input = this.#input;
    input.alignToByte();
    const length = input.take(16);
    if ((length ^ input.take(16)) !== 0xffff) return this.#fault("malformed", "a stored block whose length does not match its complement");
    const room = this.#room - this.#length;
    const content = input.bytes.subarray(input.next, input.next + Math.min(length, room + 1));
    input.next += content.length;
    if (content.length > room) return this.#tooLarge();
    this.#reserve(this.#length + content.length);
    this.#output.set(content, this.#length);
    this.#length += content.length;
    return content.length < length ? this.#truncated() : this.#endBlock();
  }

  // HLIT, HDIST, HCLEN, the codes, then as with fixed ones    (section 3.2.7)
  #dynamic(): InflateFault | undefined {
    this.#codes ??= spareCodes ?? new DynamicCodes();
    spareCodes = undefined;
    const wrong = this.#codes.read(this.#input);
    if (wrong !== undefined) return this.#fault("malformed", wrong);
    return this.#compressed(this.#codes.literals, this.#codes.distances);
  }

  #returnCodes(): void {
    spareCodes ??= this.#codes;
    this.#codes = undefined;
  }

  // literals, and lengths with distances, until the end       (section 3.2.3)
  /** Reads on to the end of the block or of the turn. */
  #compressed(literals: HuffmanTable, distances: HuffmanTable): InflateFault | undefined {
    this.#literals = literals;
    this.#distances = distances;
    const input = this.#input;
    let output = this.#output;
    let at = this.#length;
    for (;;) {
      if (at + matchLengthMax > output.length) {
        if (at > this.#room) return this.#tooLarge();
        if (input.left < 0) return this.#truncated();
        if (at >= this.#turnBytes) {
          this.#length = at;
          return undefined;
        }
        output = this.#reserve(at + matchLengthMax);
      }
      const entry = lookUp(literals, input.peek());
      input.skip(entry & 15);
      if ((entry & literalFlag) !== 0) {
        output[at++] = entry >>> 16;
        continue;
      }
      if ((entry & (endFlag | invalidFlag)) !== 0) {
        this.#length = at;
        return (entry & endFlag) !== 0 ? this.#endBlock() : this.#fault("malformed", "a symbol that stands for no length");
      }
      const length = (entry >>> 16) + input.take((entry >>> 4) & 15);
      const distance = this.#distance(distances);
      if (distance > at + this.#window.length || distance > this.#windowBytes) return this.#wrongDistance(distance, at);
      copyMatch(output, at, distance, length, this.#window);
      at += length;
    }
  }

  /** The distance that comes next, or infinity if a symbol comes that stands for none. */
  #distance(distances: HuffmanTable): number {
    const entry = lookUp(distances, this.#input.peek());
    this.#input.skip(entry & 15);
    return (entry & invalidFlag) === 0 ? (entry >>> 16) + this.#input.take((entry >>> 4) & 15) : Number.POSITIVE_INFINITY;
  }

  /** The output of this turn, with so much room; it grows with what is in it, and by no more than one match beyond what may be in it. */
  #reserve(length: number): Uint8Array {
    if (length <= this.#output.length) return this.#output;
    const grown = new Uint8Array(Math.max(length, Math.min(2 * this.#output.length, this.#bytesOfTurn + matchLengthMax)));
    grown.set(this.#output);
    this.#output = grown;
    return grown;
  }

  #wrongDistance(distance: number, at: number): InflateFault {
    if (distance === Number.POSITIVE_INFINITY) return this.#fault("malformed", "a symbol that stands for no distance");
    if (this.#input.left < 0) return this.#truncated();
    const reach = Math.min(at + this.#window.length, this.#windowBytes);
    const detail = `a distance of ${distance}, where ${reach} is the longest possible`;
    return { kind: "distanceTooFar", detail, position: this.#input.position, distance };
  }

  #tooLarge(): InflateFault {
    return this.#fault("tooLarge", `more than ${this.#outputMax} bytes when inflated`);
  }

  #truncated(): InflateFault {
    return { kind: "truncated", detail: "a block that is not complete", position: this.#input.position };
  }

  /** What comes of bits that are not there is not to blame for anything else. */
  #fault(kind: InflateFault["kind"], detail: string): InflateFault {
    return this.#input.left < 0 ? this.#truncated() : { kind, detail, position: this.#input.position };
  }
}

function fixedTable(meanings: Int32Array, rootBits: number, lengths: Uint8Array): HuffmanTable {
  const table = new HuffmanTable(meanings, rootBits);
  table.build(lengths);
  return table;
}

/** The last so many bytes of two arrays, one after the other. */
function lastBytes(first: Uint8Array, second: Uint8Array, length: number): Uint8Array {
  const kept = length - second.length;
  if (kept <= 0) return second.subarray(-length);
  if (second.length === 0) return first;
  const before = first.subarray(Math.max(0, first.length - kept));
  const last = new Uint8Array(before.length + second.length);
  last.set(before);
  last.set(second, before.length);
  return last;
}

/** Below this many bytes a loop is faster than a call. */
const callPaysFrom = 32;

/** Repeats what is so far back; a match may overlap itself, and may begin in the window. */
function copyMatch(output: Uint8Array, at: number, distance: number, length: number, window: Uint8Array): void {
  const end = at + length;
  let to = at;
  for (let from = window.length + at - distance; from < window.length && to < end; ) output[to++] = window[from++] as number;
  if (length >= callPaysFrom && distance >= length) output.copyWithin(to, to - distance, end - distance);
  else if (length >= callPaysFrom && distance === 1) output.fill(output[to - 1] as number, to, end);
  else for (; to < end; to++) output[to] = output[to - distance] as number;
}
