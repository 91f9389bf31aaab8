import { GrowingBytes } from "../bytes/growing-bytes.ts";
import type { MessageFormat } from "../input.ts";
import { Utf8Validator } from "./utf8-validator.ts";

/** Section 5.4: puts fragments together. A message that came in one piece is handed on without a copy. */
export class MessageAssembler {
  readonly #keeps: boolean;
  readonly #utf8: Utf8Validator;
  readonly #collected = new GrowingBytes();
  #only: Uint8Array | undefined;
  #announced = 0;
  #total = 0;
  /** Checks the message that has begun, if that is text to be checked here. */
  #checking: Utf8Validator | undefined;
  format: MessageFormat = "binary";
  fragments = 0;

  /** Where messages are not kept, they are checked only, and come out empty. */
  constructor(isUtf8?: (bytes: Uint8Array) => boolean, keepsMessages = true) {
    this.#keeps = keepsMessages;
    this.#utf8 = new Utf8Validator(isUtf8);
  }

  /** Bytes that the frames of the message so far announce. */
  get announcedBytes(): number {
    return this.#announced;
  }

  /** The first frame of a message (section 6.2: its opcode is the type of the whole). Compressed text is checked when it is inflated. */
  begin(format: MessageFormat, isCompressed = false): void {
    this.format = format;
    this.#checking = format === "text" && !isCompressed ? this.#utf8 : undefined;
    this.fragments = 0;
    this.#announced = 0;
    this.#utf8.reset();
  }

  /** A frame of the message begins; with the last one the length of the whole is known. */
  beginFrame(payloadLength: number, fin: boolean): void {
    this.fragments++;
    this.#announced += payloadLength;
    this.#total = fin ? this.#announced : 0;
  }

  /** Takes a piece of payload; returns the position in it of a byte that breaks UTF-8, or -1. */
  append(piece: Uint8Array): number {
    const broken = this.#checking?.push(piece) ?? -1;
    if (broken < 0) this.#keep(piece);
    return broken;
  }

  /** Whether the message may end here: text must not end inside a character. */
  get mayEnd(): boolean {
    return this.#checking?.isComplete ?? true;
  }

  /** The complete message. */
  end(): Uint8Array {
    const only = this.#only;
    this.#only = undefined;
    return only ?? this.#collected.take();
  }

  #keep(piece: Uint8Array): void {
    if (piece.length === 0 || !this.#keeps) return;
    if (this.#only === undefined && this.#collected.length === 0 && piece.length === this.#announced) {
      this.#only = piece;
      return;
    }
    if (this.#only !== undefined) {
      this.#collected.append(this.#only, this.#total);
      this.#only = undefined;
    }
    this.#collected.append(piece, this.#total);
  }
}
