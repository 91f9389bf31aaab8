import {
  type Bits,
  codeLengthOrder,
  codesFrom,
  distanceTable,
  fixedDistanceLengths,
  fixedLengths,
  lengthTable,
  numberOf,
  shareOf,
} from "./deflate-codes.ts";

/** What can be wrong with a DEFLATE stream. */
export type DeflateWrong = "malformed" | "truncated" | "distanceTooFar" | "tooLarge";

/** What a reader may assume and must keep. */
export interface ReadingBounds {
  readonly window: Uint8Array;
  readonly windowBytes: number;
  readonly outputBytesMax: number;
}

/** RFC 1951, bit by bit, in the order of the text. Blocks go on after a final one, with the next byte; the stream ends with its bytes. */
export function readDeflate(bytes: Uint8Array, bounds: ReadingBounds): Uint8Array | DeflateWrong {
  const reader = new DeflateReader(bytes, bounds);
  try {
    return reader.read();
  } catch (wrong) {
    if (wrong instanceof WrongStream) return wrong.kind;
    throw wrong;
  }
}

/** What a stream stands for as far as it has come. */
export interface DeflateTrace {
  readonly output: readonly number[];
  /** For each of these octets, which byte of the stream decided it. */
  readonly decidedAt: readonly number[];
  /** What is wrong, and which byte shows it; that the stream is not complete yet is nothing wrong. */
  readonly wrong: { readonly kind: DeflateWrong; readonly at: number } | undefined;
}

/** Reads on until the stream has no more bytes, or something is wrong with it. */
export function traceDeflate(bytes: Uint8Array, bounds: ReadingBounds): DeflateTrace {
  const reader = new DeflateReader(bytes, bounds);
  try {
    reader.read();
  } catch (wrong) {
    if (!(wrong instanceof WrongStream)) throw wrong;
    return reader.traceUpTo(wrong.kind);
  }
  return reader.traceUpTo("truncated");
}

class WrongStream extends Error {
  readonly kind: DeflateWrong;

  constructor(kind: DeflateWrong) {
    super(kind);
    this.kind = kind;
  }
}

/** The symbols by their codes, and everything that a code begins with. */
interface CodeBook {
  readonly symbols: ReadonlyMap<Bits, number>;
  readonly beginnings: ReadonlySet<Bits>;
}

function bookOf(lengths: readonly number[]): CodeBook {
  const symbols = new Map<Bits, number>();
  const beginnings = new Set<Bits>();
  codesFrom(lengths).forEach((code, symbol) => {
    if (code === undefined) return;
    symbols.set(code, symbol);
    for (let length = 1; length < code.length; length++) beginnings.add(code.slice(0, length));
  });
  return { symbols, beginnings };
}

const fixedBook = bookOf(fixedLengths);
const fixedDistanceBook = bookOf(fixedDistanceLengths);

class DeflateReader {
  readonly #bytes: Uint8Array;
  readonly #bounds: ReadingBounds;
  readonly #output: number[] = [];
  readonly #decidedAt: number[] = [];
  #position = 0;

  constructor(bytes: Uint8Array, bounds: ReadingBounds) {
    this.#bytes = bytes;
    this.#bounds = bounds;
  }

  read(): Uint8Array {
    while (this.#position < 8 * this.#bytes.length) {
      const isFinal = this.#bit() === "1";
      this.#block(this.#number(2));
      if (isFinal) this.#align();
    }
    return Uint8Array.from(this.#output);
  }

  traceUpTo(kind: DeflateWrong): DeflateTrace {
    const output = this.#output.slice(0, this.#bounds.outputBytesMax);
    return { output, decidedAt: this.#decidedAt, wrong: kind === "truncated" ? undefined : { kind, at: this.#lastByte } };
  }

  /** Position of the byte with the last bit that was read. */
  get #lastByte(): number {
    return Math.floor((this.#position - 1) / 8);
  }

  #block(type: number): void {
    if (type === 0) return this.#stored();
    if (type === 1) return this.#coded(fixedBook, fixedDistanceBook);
    if (type === 2) return this.#dynamic();
    throw new WrongStream("malformed");
  }

  #stored(): void {
    this.#align();
    const length = this.#number(16);
    if (this.#number(16) !== 0xffff - length) throw new WrongStream("malformed");
    for (let i = 0; i < length; i++) this.#put(this.#octet());
  }

  #dynamic(): void {
    const literalCount = this.#number(5) + 257;
    if (literalCount > 286) throw new WrongStream("malformed");
    const distanceCount = this.#number(5) + 1;
    const codeLengthCount = this.#number(4) + 4;
    const ownLengths = codeLengthOrder.map(() => 0);
    for (const symbol of codeLengthOrder.slice(0, codeLengthCount)) ownLengths[symbol] = this.#number(3);
    if (shareOf(ownLengths) !== 1) throw new WrongStream("malformed");
    const lengths = this.#lengths(bookOf(ownLengths), literalCount + distanceCount);
    const literals = lengths.slice(0, literalCount);
    const distances = lengths.slice(literalCount);
    if (literals[256] === 0 || !isAllowed(literals) || !isAllowed(distances)) throw new WrongStream("malformed");
    this.#coded(bookOf(literals), bookOf(distances));
  }

  #lengths(codes: CodeBook, count: number): number[] {
    const lengths: number[] = [];
    while (lengths.length < count) {
      const symbol = this.#symbol(codes);
      if (symbol < 16) lengths.push(symbol);
      else {
        const repeated = symbol === 16 ? lengths.at(-1) : 0;
        const times = symbol === 16 ? 3 + this.#number(2) : symbol === 17 ? 3 + this.#number(3) : 11 + this.#number(7);
        if (repeated === undefined || lengths.length + times > count) throw new WrongStream("malformed");
        for (let i = 0; i < times; i++) lengths.push(repeated);
      }
    }
    return lengths;
  }

  #coded(literals: CodeBook, distances: CodeBook): void {
    for (let symbol = this.#symbol(literals); symbol !== 256; symbol = this.#symbol(literals)) {
      if (symbol < 256) this.#put(symbol);
      else this.#match(symbol, distances);
    }
  }

  #match(symbol: number, distances: CodeBook): void {
    const lengthRange = lengthTable.find((range) => range.symbol === symbol);
    if (lengthRange === undefined) throw new WrongStream("malformed");
    const length = lengthRange.first + this.#number(lengthRange.extraBits);
    const distanceSymbol = this.#symbol(distances);
    const distanceRange = distanceTable.find((range) => range.symbol === distanceSymbol);
    if (distanceRange === undefined) throw new WrongStream("malformed");
    const distance = distanceRange.first + this.#number(distanceRange.extraBits);
    if (distance > this.#bounds.windowBytes || distance > this.#bounds.window.length + this.#output.length)
      throw new WrongStream("distanceTooFar");
    for (let i = 0; i < length; i++) this.#put(this.#back(distance));
  }

  #put(byte: number): void {
    this.#output.push(byte);
    this.#decidedAt.push(this.#lastByte);
    if (this.#output.length > this.#bounds.outputBytesMax) throw new WrongStream("tooLarge");
  }

  /** The byte so far back, in the window if there are not so many in the output. */
  #back(distance: number): number {
    const { window } = this.#bounds;
    return (this.#output[this.#output.length - distance] ?? window[window.length + this.#output.length - distance]) as number;
  }

  /** The symbol whose code comes next; it is wrong as soon as no code begins with the bits so far. */
  #symbol({ symbols, beginnings }: CodeBook): number {
    for (let bits = this.#bit(); ; bits += this.#bit()) {
      const symbol = symbols.get(bits);
      if (symbol !== undefined) return symbol;
      if (!beginnings.has(bits)) throw new WrongStream("malformed");
    }
  }

  #number(length: number): number {
    let bits: Bits = "";
    for (let i = 0; i < length; i++) bits += this.#bit();
    return numberOf(bits);
  }

  #bit(): Bits {
    const byte = this.#bytes[this.#position >> 3];
    if (byte === undefined) throw new WrongStream("truncated");
    return String((byte >> (this.#position++ & 7)) & 1);
  }

  /** Eight bits that are a whole byte. */
  #octet(): number {
    const octet = this.#bytes[this.#position / 8];
    if (octet === undefined) throw new WrongStream("truncated");
    this.#position += 8;
    return octet;
  }

  #align(): void {
    this.#position = Math.ceil(this.#position / 8) * 8;
  }
}

/** Section 3.2.7: a code is complete, or has a single symbol of one bit, or none at all. */
function isAllowed(lengths: readonly number[]): boolean {
  const used = lengths.filter((length) => length > 0);
  return shareOf(lengths) === 1 || used.length === 0 || (used.length === 1 && used[0] === 1);
}
