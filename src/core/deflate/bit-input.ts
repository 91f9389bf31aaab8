/** Bits that every code of RFC 1951 fits into. */
const codeBitsMax = 15;

/** Bytes as a sequence of bits, the least significant one of a byte first (RFC 1951, section 3.1.1). Beyond the end of those that have come all are zero. */
export class BitInput {
  /** The bytes there are, from the first that is not used yet. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Where the next byte to be read is. */
  next = 0;
  #bits = 0;
  #count = 0;
  /** Position in the stream of the first of these bytes. */
  #start = 0;
  #markedNext = 0;
  #markedBits = 0;
  #markedCount = 0;

  /** How many bytes have come so far. */
  get length(): number {
    return this.#start + this.bytes.length;
  }

  /** Takes the bytes that come next in the stream. */
  append(bytes: Uint8Array): void {
    this.#giveBack();
    const unread = this.bytes.subarray(this.next);
    this.#start += this.next;
    this.next = 0;
    if (unread.length === 0) {
      this.bytes = bytes;
      return;
    }
    this.bytes = new Uint8Array(unread.length + bytes.length);
    this.bytes.set(unread);
    this.bytes.set(bytes, unread.length);
  }

  /** Remembers this place in the stream. */
  mark(): void {
    this.#markedNext = this.next;
    this.#markedBits = this.#bits;
    this.#markedCount = this.#count;
  }

  /** Goes back to the place that was marked. */
  rewind(): void {
    this.next = this.#markedNext;
    this.#bits = this.#markedBits;
    this.#count = this.#markedCount;
  }

  /** How many bits are left; below zero when more were taken than there are. */
  get left(): number {
    return 8 * (this.bytes.length - this.next) + this.#count;
  }

  /** How many bytes have not been read at all. */
  get bytesLeft(): number {
    return Math.max(0, this.bytes.length - this.next);
  }

  /** Position in the stream of the byte with the last bit taken, or of the last byte there is. */
  get position(): number {
    return Math.max(0, this.#start + Math.min(this.next - (this.#count >> 3), this.bytes.length) - 1);
  }

  /** The next bits, 16 at most, as a number. */
  take(length: number): number {
    while (this.#count < length) this.#read();
    const taken = this.#bits & ((1 << length) - 1);
    this.skip(length);
    return taken;
  }

  /** The next 15 bits, or more of them, which stay where they are. */
  peek(): number {
    if (this.#count < codeBitsMax) this.#fill();
    return this.#bits;
  }

  /** Takes bits that were peeked at. */
  skip(length: number): void {
    this.#bits >>>= length;
    this.#count -= length;
  }

  /** Leaves out what remains of a byte that was begun. */
  alignToByte(): void {
    this.next -= this.#count >> 3;
    this.#bits = 0;
    this.#count = 0;
  }

  /** Gives whole bytes back that were read for their bits, those beyond the end among them, and keeps what remains of one that was begun. */
  #giveBack(): void {
    this.next -= this.#count >> 3;
    this.#count &= 7;
    this.#bits &= (1 << this.#count) - 1;
  }

  #fill(): void {
    const { bytes, next } = this;
    if (next < bytes.length - 1) {
      this.#bits |= ((bytes[next] as number) | ((bytes[next + 1] as number) << 8)) << this.#count;
      this.#count += 16;
      this.next = next + 2;
    }
    while (this.#count < codeBitsMax) this.#read();
  }

  #read(): void {
    this.#bits |= (this.bytes[this.next] ?? 0) << this.#count;
    this.#count += 8;
    this.next++;
  }
}
