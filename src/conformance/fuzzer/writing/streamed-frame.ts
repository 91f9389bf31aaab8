import { encodeHeader, type FrameToWrite, keyWord } from "../../../core/frame/frame-encoder.ts";
import { applyMask } from "../../../core/frame/masking.ts";
import type { ByteSource } from "./send-queue.ts";

/** The bytes of a frame whose payload is repeated up to a length, each made when it is asked for. */
export class StreamedFrame implements ByteSource {
  readonly length: number;
  readonly #header: Uint8Array;
  readonly #payload: Uint8Array;
  readonly #key: Uint8Array | undefined;

  constructor(frame: FrameToWrite, payloadLength: number) {
    this.#header = encodeHeader(frame, payloadLength);
    this.#payload = frame.payload.slice(0, payloadLength);
    this.#key = frame.maskingKey;
    this.length = this.#header.length + payloadLength;
  }

  subarray(start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(Math.min(end, this.length) - start);
    const headerPart = this.#header.subarray(start, end);
    bytes.set(headerPart);
    const offset = start + headerPart.length - this.#header.length;
    // Zeros stand for a payload that has nothing to repeat.
    if (this.#payload.length > 0) {
      for (let at = headerPart.length; at < bytes.length; at++)
        bytes[at] = this.#payload[(offset + at - headerPart.length) % this.#payload.length] as number;
    }
    if (this.#key !== undefined) applyMask(bytes, headerPart.length, bytes.length, keyWord(this.#key), offset & 3);
    return bytes;
  }
}
