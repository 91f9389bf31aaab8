/** Bytes of a file that came and were not read yet, in one piece. */
export class CaptureBuffer {
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #taken = 0;

  /** Takes the next bytes; what is left of those before is copied in front of them. */
  push(bytes: Uint8Array): void {
    if (this.available === 0) this.#bytes = bytes;
    else {
      const joined = new Uint8Array(this.available + bytes.length);
      joined.set(this.#bytes.subarray(this.#at));
      joined.set(bytes, this.available);
      this.#bytes = joined;
    }
    this.#at = 0;
  }

  get available(): number {
    return this.#bytes.length - this.#at;
  }

  /** Position in the file of the next byte. */
  get position(): number {
    return this.#taken;
  }

  /** The next bytes, without taking them; the caller has made sure that they are there. */
  peek(length: number): DataView {
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, length);
  }

  /** Takes the next bytes. */
  take(length: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    this.#taken += length;
    return taken;
  }
}
