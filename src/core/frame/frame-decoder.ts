import { ImpossibleError } from "../blame.ts";
import { decodeHeader, type FrameHeader, headerBytesMax, headerLength } from "./frame-header.ts";
import { applyMask, wordsOf } from "./masking.ts";

/** What the decoder has found: a complete header, a piece of payload, or the end of the bytes it was given. */
export type Token = "header" | "payload" | "starved";

const noBytes = new Uint8Array(0);

/**
 * Section 5.2: bytes to tokens, in any cuts. It describes and never judges, and it never buffers a payload:
 * pieces come out as they came in, unmasked in place. Every frame yields one header and at least one payload token.
 */
export class FrameDecoder {
  #bytes: Uint8Array = noBytes;
  #words: Int32Array | undefined;
  #at = 0;
  #waiting: Uint8Array[] = [];
  #opened = 0;
  #consumedBefore = 0;

  readonly #partial = new Uint8Array(headerBytesMax);
  #partialLength = 0;

  #header: FrameHeader | undefined;
  #payload: Uint8Array = noBytes;
  #payloadEnd = 0;
  #payloadSeen = 0;
  #inPayload = false;

  /** Hands bytes over; they are unmasked in place. */
  push(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
  }

  /** Position in the stream of the next byte to be looked at. */
  get byteOffset(): number {
    return this.#consumedBefore + this.#at;
  }

  /** The header last found. */
  get header(): FrameHeader {
    if (this.#header === undefined) throw new ImpossibleError("a header is asked for before there is one");
    return this.#header;
  }

  /** The piece of payload last found, unmasked. */
  get payload(): Uint8Array {
    return this.#payload;
  }

  /** Position of that piece in the payload of its frame. */
  get payloadOffset(): number {
    return this.#payloadSeen - this.#payload.length;
  }

  /** Whether the piece of payload last found completes its frame. */
  get frameIsComplete(): boolean {
    return this.#payloadSeen === this.#payloadEnd;
  }

  /** The bytes of a header that is not complete yet. */
  get partialHeader(): Uint8Array {
    return this.#partial.subarray(0, this.#partialLength);
  }

  next(): Token {
    return this.#inPayload ? this.#nextPayload() : this.#nextHeader();
  }

  #nextPayload(): Token {
    if (this.#payloadEnd > 0 && !this.#hasBytes()) return "starved";
    const start = this.#at;
    const end = Math.min(this.#bytes.length, start + this.#payloadEnd - this.#payloadSeen);
    const { masked, maskingKey } = this.header;
    if (masked) {
      this.#words ??= wordsOf(this.#bytes);
      applyMask(this.#bytes, start, end, maskingKey, this.#payloadSeen & 3, this.#words);
    }
    this.#payload = this.#bytes.subarray(start, end);
    this.#payloadSeen += end - start;
    this.#inPayload = !this.frameIsComplete;
    this.#at = end;
    return "payload";
  }

  #nextHeader(): Token {
    if (!this.#hasBytes()) return "starved";
    const available = this.#bytes.length - this.#at;
    if (this.#partialLength === 0 && available >= 2) {
      const length = headerLength(this.#bytes[this.#at + 1] as number);
      if (available >= length) return this.#begin(this.#bytes, this.#at, length);
    }
    return this.#collectHeader();
  }

  /** A header cut by the transport is put together byte by byte. */
  #collectHeader(): Token {
    while (this.#hasBytes()) {
      this.#partial[this.#partialLength++] = this.#bytes[this.#at++] as number;
      if (this.#partialLength < 2) continue;
      const length = headerLength(this.#partial[1] as number);
      if (this.#partialLength === length) return this.#begin(this.#partial, 0, 0);
    }
    return "starved";
  }

  #begin(bytes: Uint8Array, at: number, consumed: number): Token {
    this.#header = decodeHeader(bytes, at);
    this.#inPayload = true;
    this.#payloadEnd = this.#header.payloadLength;
    this.#payloadSeen = 0;
    this.#partialLength = 0;
    this.#at += consumed;
    return "header";
  }

  #hasBytes(): boolean {
    while (this.#at === this.#bytes.length) {
      const next = this.#waiting[this.#opened];
      if (next === undefined) {
        this.#waiting = [];
        this.#opened = 0;
        return false;
      }
      this.#waiting[this.#opened++] = noBytes;
      this.#open(next);
    }
    return true;
  }

  #open(bytes: Uint8Array): void {
    this.#consumedBefore += this.#bytes.length;
    this.#bytes = bytes;
    this.#words = undefined;
    this.#at = 0;
  }
}
