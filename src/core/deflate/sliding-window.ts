const capacityMin = 256;

/** The last bytes of all that were pushed, as many as may be referred to. */
export class SlidingWindow {
  readonly #bytesMax: number;
  #buffer = new Uint8Array(0);
  #end = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** The bytes in the window. They are good until the next push. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(Math.max(0, this.#end - this.#bytesMax), this.#end);
  }

  /** Copies bytes to the end. */
  push(bytes: Uint8Array): void {
    const last = bytes.subarray(Math.max(0, bytes.length - this.#bytesMax));
    if (this.#end + last.length > this.#buffer.length) this.#makeRoom(last.length);
    this.#buffer.set(last, this.#end);
    this.#end += last.length;
  }

  clear(): void {
    this.#end = 0;
  }

  /** Moves what still counts to the beginning of a buffer that can take twice as much, so that moving is rare. */
  #makeRoom(length: number): void {
    const kept = this.bytes.subarray(Math.max(0, this.bytes.length + length - this.#bytesMax));
    const capacity = 2 * Math.min(Math.max(kept.length + length, capacityMin), this.#bytesMax);
    const buffer = capacity > this.#buffer.length ? new Uint8Array(capacity) : this.#buffer;
    buffer.set(kept);
    this.#buffer = buffer;
    this.#end = kept.length;
  }
}
