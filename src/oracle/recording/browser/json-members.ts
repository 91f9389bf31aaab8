import { GrowingBytes } from "../../../core/bytes/growing-bytes.ts";
import { decodeUtf8, latin1FromBytes } from "../../../core/bytes/text.ts";
import { Utf8Validator } from "../../../core/message/utf8-validator.ts";

/** A member of the outermost object, or an element of a list that is one. */
export interface JsonMember {
  readonly name: string;
  readonly text: string;
  /** Position in the file of its first byte. */
  readonly position: number;
}

/** No member is longer than this, in bytes. */
const memberBytesMax = 256 * 1024 * 1024;

const quote = 0x22;
const backslash = 0x5c;
const opening: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const closing: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const brace = 0x7b;

/** Cuts a large object of JSON into its members, and lists among them into their elements, as they come: objects only. */
export class JsonMembers {
  readonly #open = new GrowingBytes();
  #name = "";
  #isCapturing = false;
  #depth = 0;
  /** The depth that ends what is captured. */
  #captureDepth = 0;
  #isInList = false;
  #isInString = false;
  #isEscaped = false;
  #string = "";
  #position = 0;
  #start = 0;

  *push(bytes: Uint8Array): Generator<JsonMember> {
    let from = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (this.#isInString) {
        this.#takeString(byte);
        continue;
      }
      if (byte === quote) {
        this.#isInString = true;
        this.#string = "";
      } else if (opening.has(byte)) {
        if (this.#begins(byte)) {
          from = i;
          this.#isCapturing = true;
          this.#captureDepth = this.#depth;
          this.#start = this.#position + i;
        } else if (this.#depth === 1) this.#isInList = true;
        this.#depth++;
      } else if (closing.has(byte)) {
        this.#depth--;
        if (this.#isCapturing && this.#depth === this.#captureDepth) {
          this.#keep(bytes.subarray(from, i + 1));
          yield this.#take();
        }
        if (this.#depth === 1) this.#isInList = false;
      }
    }
    if (this.#isCapturing) this.#keep(bytes.subarray(from));
    this.#position += bytes.length;
  }

  #begins(byte: number): boolean {
    if (this.#isCapturing || byte !== brace) return false;
    if (this.#depth === 1) this.#name = this.#string;
    return this.#depth === 1 || (this.#depth === 2 && this.#isInList);
  }

  #takeString(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) {
      this.#isInString = false;
      if (this.#depth === 1 && !this.#isCapturing) this.#name = this.#string;
    } else if (this.#depth === 1 && this.#string.length < 64) this.#string += String.fromCharCode(byte);
  }

  #keep(piece: Uint8Array): void {
    if (this.#open.length + piece.length > memberBytesMax) throw new RangeError(`a member of JSON is longer than ${memberBytesMax} bytes`);
    this.#open.append(piece, 0);
  }

  #take(): JsonMember {
    this.#isCapturing = false;
    const bytes = this.#open.take();
    const utf8 = new Utf8Validator();
    const text = utf8.push(bytes) < 0 && utf8.isComplete ? decodeUtf8(bytes) : latin1FromBytes(bytes);
    return { name: this.#name, text, position: this.#start };
  }
}
