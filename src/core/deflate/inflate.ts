import { BitInput } from "./bit-input.ts";
import { copyMatch } from "./copy-match.ts";
import type { InflateFault, InflateRequest, Inflation } from "./deflate-port.ts";
import { fixedDistanceLengths, fixedLiteralLengths, matchLengthMax } from "./deflate-symbols.ts";
import { DynamicCodes } from "./dynamic-codes.ts";
import { distanceMeanings, endFlag, HuffmanTable, invalidFlag, literalFlag, literalMeanings, lookUp } from "./huffman-table.ts";
import { inflateWhole, type WholeStream } from "./whole-inflation.ts";

/** RFC 1951: inflates a stream as it comes, turn by turn; see `DeflatePort`. */
export const inflateInTurns = (request: InflateRequest): Inflation => new RawInflation(request);

/** What a stream stands for that has come whole, or what is wrong with it, in a single turn. */
export const inflateRaw = ({ bytes, ...request }: WholeStream): Uint8Array | InflateFault => inflateWhole(inflateInTurns(request), bytes);

/** What a block costs for itself, in bytes inflated in the same time: about what it takes to read the codes of a dynamic one. */
const blockWork = 1024;

/** A literal, or a length and a distance with their extra bits, has at most so many bytes: 15 + 5 + 15 + 13 bits. */
const elementBytesMax = 6;

/** Output that is so many windows long is handed on, and only what may be referred to is kept of it. */
const keptWindows = 2;

const noBytes = new Uint8Array(0);
const fixedLiterals = fixedTable(literalMeanings, 9, fixedLiteralLengths);
const fixedDistances = fixedTable(distanceMeanings, 5, fixedDistanceLengths);
// Made when first needed, and lent to the stream that reads a dynamic block.
let spareCodes: DynamicCodes | undefined;

/** One stream on its way. What has not come whole is left where it is until more bytes come. */
class RawInflation implements Inflation {
  readonly #input = new BitInput();
  readonly #windowBytes: number;
  readonly #outputMax: number;
  readonly #turnBytes: number;
  /** What came before the output that is kept. */
  #window: Uint8Array;
  #output: Uint8Array = noBytes;
  #length = 0;
  /** Where in it the output of this turn begins. */
  #turnStart = 0;
  /** How long it may be. */
  #lengthMax: number;
  /** Bytes that the blocks of this turn cost for themselves. */
  #work = 0;
  /** How much of the block that is open is still to come, if it is a stored one. */
  #storedLeft = 0;
  /** The codes of the block that is open, if it is one with codes. */
  #literals: HuffmanTable | undefined;
  #distances: HuffmanTable = fixedDistances;
  #isFinal = false;
  #codes: DynamicCodes | undefined;
  #isLast = false;
  #isUsedUp = true;
  #fault: InflateFault | undefined;

  constructor({ window, windowBytes, outputBytesMax, turnBytes = Number.POSITIVE_INFINITY }: InflateRequest) {
    this.#window = window;
    this.#windowBytes = windowBytes;
    this.#outputMax = outputBytesMax;
    this.#turnBytes = turnBytes;
    this.#lengthMax = outputBytesMax;
  }

  get isUsedUp(): boolean {
    return this.#isUsedUp;
  }

  get fault(): InflateFault | undefined {
    return this.#fault;
  }

  push(bytes: Uint8Array, isLast: boolean): void {
    this.#input.append(bytes);
    this.#isLast = isLast;
    this.#isUsedUp = this.#fault !== undefined;
  }

  advance(): Uint8Array {
    if (this.#length >= keptWindows * this.#windowBytes) this.#slide();
    this.#turnStart = this.#length;
    this.#work = 0;
    const expected = Math.min(3 * this.#input.bytesLeft, this.#turnBytes, this.#lengthMax - this.#length);
    this.#reserve(this.#length + expected + matchLengthMax);
    while (!this.#isUsedUp && this.#length - this.#turnStart + this.#work < this.#turnBytes) this.#goOn();
    if (this.#literals === undefined || this.#fault !== undefined) this.#returnCodes();
    return this.#outputOfTurn();
  }

  #goOn(): void {
    if (this.#literals === undefined && this.#storedLeft === 0) this.#block();
    if (this.#isUsedUp) return;
    if (this.#literals !== undefined) this.#compressed(this.#literals, this.#distances);
    else if (this.#storedLeft > 0) this.#stored();
  }

  /** What is not written to again is handed on as it is, unless it takes more than twice the memory of what is in it. */
  #outputOfTurn(): Uint8Array {
    const output = this.#output;
    const length = this.#length;
    const isLeftAlone = this.#turnStart === 0 && (length >= keptWindows * this.#windowBytes || (this.#isLast && this.#isUsedUp));
    const mayBeHandedOn = isLeftAlone && output.length <= 2 * length;
    return mayBeHandedOn ? output.subarray(0, length) : output.slice(this.#turnStart, length);
  }

  /** Begins the output anew, behind the last bytes of what there was. */
  #slide(): void {
    this.#window = this.#output.slice(this.#length - this.#windowBytes, this.#length);
    this.#lengthMax -= this.#length;
    this.#output = noBytes;
    this.#length = 0;
  }

  // BFINAL = 1 bit, BTYPE = 2 bits                            (section 3.2.3)
  #block(): void {
    const input = this.#input;
    if (input.left === 0) {
      this.#isUsedUp = true;
      return;
    }
    input.mark();
    const header = input.take(3);
    this.#isFinal = (header & 1) === 1;
    this.#work += blockWork;
    this.#beginBlock(header >> 1);
    if (input.left >= 0) return;
    input.rewind();
    this.#starve();
  }

  /** Reads what comes before the content; what is made of bits that are not there counts for nothing. */
  #beginBlock(type: number): void {
    if (type === 0) this.#beginStored();
    else if (type === 1) this.#beginCompressed(fixedLiterals, fixedDistances);
    else if (type === 2) this.#beginDynamic();
    else if (this.#input.left >= 0) this.#fail("malformed", "a block of the reserved type 3");
  }

  #beginCompressed(literals: HuffmanTable, distances: HuffmanTable): void {
    if (this.#input.left < 0) return;
    this.#literals = literals;
    this.#distances = distances;
  }

  // LEN = 2 octets, NLEN = 2 octets, LEN octets               (section 3.2.4)
  #beginStored(): void {
    const input = this.#input;
    input.alignToByte();
    const length = input.take(16);
    const isLength = (length ^ input.take(16)) === 0xffff;
    if (input.left < 0) return;
    if (!isLength) this.#fail("malformed", "a stored block whose length does not match its complement");
    else if (length === 0) this.#endBlock();
    else this.#storedLeft = length;
  }

  // HLIT, HDIST, HCLEN, the codes, then as with fixed ones    (section 3.2.7)
  #beginDynamic(): void {
    this.#codes ??= spareCodes ?? new DynamicCodes();
    spareCodes = undefined;
    const wrong = this.#codes.read(this.#input);
    if (wrong === undefined) this.#beginCompressed(this.#codes.literals, this.#codes.distances);
    else if (this.#input.left >= 0) this.#fail("malformed", wrong);
  }

  #endBlock(): void {
    this.#literals = undefined;
    // RFC 7692, section 7.2.1: more may follow the final block, from the next byte on.
    if (this.#isFinal) this.#input.alignToByte();
    this.#isUsedUp = this.#input.left === 0;
  }

  #stored(): void {
    const input = this.#input;
    const here = Math.min(this.#storedLeft, input.bytesLeft);
    const content = input.bytes.subarray(input.next, input.next + Math.min(here, this.#lengthMax - this.#length));
    this.#reserve(this.#length + content.length).set(content, this.#length);
    this.#length += content.length;
    input.next += content.length;
    this.#storedLeft -= content.length;
    if (content.length < here) {
      input.next++;
      this.#tooLarge();
    } else if (this.#storedLeft === 0) this.#endBlock();
    else this.#starve();
  }

  #returnCodes(): void {
    spareCodes ??= this.#codes;
    this.#codes = undefined;
  }

  // literals, and lengths with distances, until the end       (section 3.2.3)
  /** Reads on to the end of the block, of what has come, or of the turn. */
  #compressed(literals: HuffmanTable, distances: HuffmanTable): void {
    const input = this.#input;
    const wholeUntil = input.bytes.length - elementBytesMax;
    let output = this.#output;
    let at = this.#length;
    for (;;) {
      if (at + matchLengthMax > output.length) {
        this.#length = Math.min(at, this.#lengthMax);
        if (at > this.#lengthMax) return this.#tooLarge();
        if (at - this.#turnStart >= this.#turnBytes) return;
        output = this.#reserve(at + matchLengthMax);
      }
      if (input.next > wholeUntil && !this.#elementIsHere(literals, distances)) {
        this.#length = at;
        return this.#starve();
      }
      const entry = lookUp(literals, input.peek());
      input.skip(entry & 15);
      if ((entry & literalFlag) !== 0) {
        output[at++] = entry >>> 16;
        continue;
      }
      if ((entry & (endFlag | invalidFlag)) !== 0) {
        this.#length = at;
        return (entry & endFlag) !== 0 ? this.#endBlock() : this.#fail("malformed", "a symbol that stands for no length");
      }
      const length = (entry >>> 16) + input.take((entry >>> 4) & 15);
      const distance = this.#distance(distances);
      if (distance > at + this.#window.length || distance > this.#windowBytes) {
        this.#length = at;
        return this.#failDistance(distance);
      }
      copyMatch(output, at, distance, length, this.#window);
      at += length;
    }
  }

  /** Whether the next literal, or length and distance, has come whole, or as much of it as shows that it is none. */
  #elementIsHere(literals: HuffmanTable, distances: HuffmanTable): boolean {
    const input = this.#input;
    input.mark();
    const entry = lookUp(literals, input.peek());
    input.skip(entry & 15);
    if ((entry & (literalFlag | endFlag | invalidFlag)) === 0) {
      input.take((entry >>> 4) & 15);
      this.#distance(distances);
    }
    const isHere = input.left >= 0;
    input.rewind();
    return isHere;
  }

  /** The distance that comes next, or infinity if a symbol comes that stands for none. */
  #distance(distances: HuffmanTable): number {
    const entry = lookUp(distances, this.#input.peek());
    this.#input.skip(entry & 15);
    return (entry & invalidFlag) === 0 ? (entry >>> 16) + this.#input.take((entry >>> 4) & 15) : Number.POSITIVE_INFINITY;
  }

  /** The output, with so much room; it grows with what is in it, and by no more than one match beyond what may be in it. */
  #reserve(length: number): Uint8Array {
    if (length <= this.#output.length) return this.#output;
    const useful = Math.min(this.#turnStart + this.#turnBytes, this.#lengthMax) + matchLengthMax;
    const grown = new Uint8Array(Math.max(length, Math.min(2 * this.#output.length, useful)));
    grown.set(this.#output);
    this.#output = grown;
    return grown;
  }

  /** What comes next has not come whole; if nothing more comes, that is a fault. */
  #starve(): void {
    this.#isUsedUp = true;
    if (this.#isLast)
      this.#fault = { kind: "truncated", detail: "a block that is not complete", position: Math.max(0, this.#input.length - 1) };
  }

  #fail(kind: InflateFault["kind"], detail: string, distance?: number): void {
    this.#isUsedUp = true;
    const fault = { kind, detail, position: this.#input.position };
    this.#fault = distance === undefined ? fault : { ...fault, distance };
  }

  #failDistance(distance: number): void {
    if (distance === Number.POSITIVE_INFINITY) return this.#fail("malformed", "a symbol that stands for no distance");
    const reach = Math.min(this.#length + this.#window.length, this.#windowBytes);
    this.#fail("distanceTooFar", `a distance of ${distance}, where ${reach} is the longest possible`, distance);
  }

  #tooLarge(): void {
    this.#fail("tooLarge", `more than ${this.#outputMax} bytes when inflated`);
  }
}

function fixedTable(meanings: Int32Array, rootBits: number, lengths: Uint8Array): HuffmanTable {
  const table = new HuffmanTable(meanings, rootBits);
  table.build(lengths);
  return table;
}
