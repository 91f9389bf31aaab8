/** A match has to be as long as what is looked up. */
export const lookUpLength = 4;

const hashBitsMin = 8;
const hashBitsMax = 15;

/** Where in a text the same four bytes came last, as far as the hash of others has not taken the place. */
export class PositionTable {
  readonly #text: Uint8Array;
  /** Positions by hash, one more than they are: zero is none. */
  readonly #positions: Int32Array;
  readonly #shift: number;

  constructor(text: Uint8Array) {
    const hashBits = Math.min(Math.max(32 - Math.clz32(text.length), hashBitsMin), hashBitsMax);
    this.#text = text;
    this.#positions = new Int32Array(1 << hashBits);
    this.#shift = 32 - hashBits;
  }

  /** The last position put in whose bytes may be those at this one, or -1; then puts this one in. */
  replace(position: number): number {
    if (position + lookUpLength > this.#text.length) return -1;
    const hash = this.#hashAt(position);
    const last = (this.#positions[hash] as number) - 1;
    this.#positions[hash] = position + 1;
    return last;
  }

  /** Puts a range of positions in. */
  insert(start: number, end: number): void {
    const stop = Math.min(end, this.#text.length - lookUpLength + 1);
    for (let position = start; position < stop; position++) this.#positions[this.#hashAt(position)] = position + 1;
  }

  #hashAt(position: number): number {
    const text = this.#text;
    const low = (text[position] as number) | ((text[position + 1] as number) << 8);
    const high = (text[position + 2] as number) | ((text[position + 3] as number) << 8);
    return Math.imul(low | (high << 16), 0x9e3779b1) >>> this.#shift;
  }
}
