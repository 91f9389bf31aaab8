/** Bits written into bytes, the least significant one of a byte first (RFC 1951, section 3.1.1). */
export class BitOutput {
  readonly #bytes: Uint8Array;
  #length = 0;
  #bits = 0;
  #count = 0;

  /** Has room for so many bytes and no more. */
  constructor(bytesMax: number) {
    this.#bytes = new Uint8Array(bytesMax);
  }

  /** Writes a number of 24 bits at most. */
  put(bits: number, length: number): void {
    this.#bits |= bits << this.#count;
    this.#count += length;
    while (this.#count >= 8) {
      this.#bytes[this.#length++] = this.#bits;
      this.#bits >>>= 8;
      this.#count -= 8;
    }
  }

  /** Fills up a byte that was begun. */
  alignToByte(): void {
    if (this.#count > 0) this.put(0, 8 - this.#count);
  }

  /** Writes whole bytes, from the next whole byte on. */
  putBytes(bytes: Uint8Array): void {
    this.alignToByte();
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** What was written, in whole bytes. */
  end(): Uint8Array {
    this.alignToByte();
    return this.#bytes.subarray(0, this.#length);
  }
}
