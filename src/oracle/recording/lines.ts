import { GrowingBytes } from "../../core/bytes/growing-bytes.ts";
import { decodeUtf8, latin1FromBytes } from "../../core/bytes/text.ts";
import { Utf8Validator } from "../../core/message/utf8-validator.ts";

/** A line longer than this is not read, in bytes. */
const lineBytesMax = 64 * 1024 * 1024;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** One line of a text, without its end. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Position of its first byte in the file. */
  readonly position: number;
}

/** Cuts a text of UTF-8 into lines, whatever pieces it comes in; a line that is not UTF-8 is read byte by byte. */
export class Lines {
  readonly #open = new GrowingBytes();
  #number = 0;
  #position = 0;
  #start = 0;

  /** The lines that end in these bytes. Throws a `RangeError` for a line beyond the bound. */
  *push(bytes: Uint8Array): Generator<Line> {
    let from = 0;
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, from)) {
      this.#keep(bytes.subarray(from, at));
      from = at + 1;
      this.#position += 1;
      yield this.#take();
    }
    this.#keep(bytes.subarray(from));
  }

  /** The last line, if the text does not end with a line end. */
  *end(): Generator<Line> {
    if (this.#open.length > 0) yield this.#take();
  }

  #keep(piece: Uint8Array): void {
    if (this.#open.length + piece.length > lineBytesMax)
      throw new RangeError(`line ${this.#number + 1} is longer than ${lineBytesMax} bytes`);
    this.#open.append(piece, 0);
    this.#position += piece.length;
  }

  #take(): Line {
    const bytes = this.#open.take();
    const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
    const line = { text: textOf(bytes.subarray(0, end)), number: ++this.#number, position: this.#start };
    this.#start = this.#position;
    return line;
  }
}

function textOf(bytes: Uint8Array): string {
  const utf8 = new Utf8Validator();
  return utf8.push(bytes) < 0 && utf8.isComplete ? decodeUtf8(bytes) : latin1FromBytes(bytes);
}
