/** As many bytes are shown up to the one that decides. */
export const shownMax = 32;

const none = new Uint8Array(0);

/** The bytes of a stream that were read last, so that a fault can be shown with what stands before it. Payloads that were read are unmasked. */
export class EvidenceBytes {
  #before: Uint8Array = none;
  #chunk: Uint8Array = none;
  #chunkStart = 0;

  /** The next bytes, beginning at this position; they are unmasked in place while they are read. */
  push(bytes: Uint8Array, start: number): void {
    this.#before = this.#chunk.length >= shownMax ? this.#chunk.slice(-shownMax) : joined(this.#before, this.#chunk).slice(-shownMax);
    this.#chunk = bytes;
    this.#chunkStart = start;
  }

  /** Up to 32 bytes, of which the last is at this position; none that stands before `from`. */
  upTo(position: number, from: number): Uint8Array {
    const first = Math.max(from, position - shownMax + 1);
    return joined(
      this.#part(this.#before, this.#chunkStart - this.#before.length, first, position),
      this.#part(this.#chunk, this.#chunkStart, first, position),
    );
  }

  #part(bytes: Uint8Array, start: number, first: number, last: number): Uint8Array {
    return bytes.subarray(Math.max(0, first - start), Math.max(0, last - start + 1));
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
