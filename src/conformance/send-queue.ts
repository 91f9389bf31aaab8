import type { Clock } from "../node/clock.ts";

interface Piece {
  readonly bytes: Uint8Array;
  readonly sync: boolean;
}

/** Writes now, or, where pieces have to reach the wire apart, one piece per turn of the event loop, always in order. */
export class SendQueue {
  readonly #clock: Clock;
  readonly #write: (bytes: Uint8Array, sync: boolean) => void;
  readonly #pieces: Piece[] = [];
  #isDraining = false;
  #byteOffset = 0;

  constructor(clock: Clock, write: (bytes: Uint8Array, sync: boolean) => void) {
    this.#clock = clock;
    this.#write = write;
  }

  /** Position that the next bytes have among all that were handed over. */
  get byteOffset(): number {
    return this.#byteOffset;
  }

  /** Bytes that may share a segment with their neighbours, unless pieces are waiting. */
  send(bytes: Uint8Array): void {
    this.#byteOffset += bytes.length;
    if (this.#pieces.length > 0) this.#pieces.push({ bytes, sync: false });
    else this.#write(bytes, false);
  }

  /** Bytes that are to reach the wire on their own, cut into pieces if a size is given. */
  sendApart(bytes: Uint8Array, chopSize: number | undefined): void {
    this.#byteOffset += bytes.length;
    const size = chopSize ?? Math.max(bytes.length, 1);
    for (let start = 0; start < bytes.length; start += size) this.#pieces.push({ bytes: bytes.subarray(start, start + size), sync: true });
    if (!this.#isDraining) this.#drain();
  }

  /** What is still waiting is never sent. */
  clear(): void {
    this.#pieces.length = 0;
  }

  #drain(): void {
    const piece = this.#pieces.shift();
    this.#isDraining = piece !== undefined;
    if (piece === undefined) return;
    this.#write(piece.bytes, piece.sync);
    this.#clock.soon(() => this.#drain());
  }
}
