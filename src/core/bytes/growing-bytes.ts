const none = new Uint8Array(0);

/** Bytes collected piece by piece. Capacity at most doubles what has arrived, whatever length was announced. */
export class GrowingBytes {
  #bytes = none;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Copies a piece to the end; `totalLength` is the final length where it is known, and only keeps the capacity from growing beyond it. */
  append(piece: Uint8Array, totalLength: number): void {
    const needed = this.#length + piece.length;
    if (needed > this.#bytes.length) this.#grow(needed, totalLength);
    this.#bytes.set(piece, this.#length);
    this.#length = needed;
  }

  /** Hands over what was collected and starts anew. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = none;
    this.#length = 0;
    return taken;
  }

  #grow(needed: number, totalLength: number): void {
    const doubled = Math.max(needed * 2, 64);
    const grown = new Uint8Array(totalLength >= needed ? Math.min(doubled, totalLength) : doubled);
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
