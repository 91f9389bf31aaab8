import { GrowingBytes } from "./growing-bytes.ts";

/** Pieces shorter than this are joined as they come, for each would take more memory than what is in it. */
const shortPieceBytes = 1024;
/** So much of them is then one piece. */
const joinedPieceBytes = 0x1_0000;

/** Pieces to be joined, so many bytes at a time, so that it may be done in turns. A single piece is handed on without a copy. */
export class JoinedBytes {
  #pieces: (Uint8Array | undefined)[] = [];
  /** A short piece, as long as it is the only one after the others. */
  #short: Uint8Array | undefined;
  readonly #shorts = new GrowingBytes();
  #length = 0;
  #joined: Uint8Array | undefined;
  #copied = 0;
  #copiedBytes = 0;

  /** Takes a piece as it is; empty ones count for nothing. */
  add(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#length += piece.length;
    if (piece.length < shortPieceBytes) return this.#addShort(piece);
    this.#endShorts();
    this.#pieces.push(piece);
  }

  /** Copies pieces to their place and lets go of them, until about so many bytes are copied; returns the whole with the last one, and then starts anew. */
  join(turnBytes: number): Uint8Array | undefined {
    this.#endShorts();
    if (this.#pieces.length > 1 && !this.#copy(turnBytes)) return undefined;
    const whole = this.#joined ?? this.#pieces[0] ?? new Uint8Array(0);
    this.clear();
    return whole;
  }

  /** Lets go of everything. */
  clear(): void {
    this.#endShorts();
    this.#pieces = [];
    this.#length = 0;
    this.#joined = undefined;
    this.#copied = 0;
    this.#copiedBytes = 0;
  }

  #addShort(piece: Uint8Array): void {
    if (this.#short === undefined && this.#shorts.length === 0) {
      this.#short = piece;
      return;
    }
    if (this.#short !== undefined) this.#shorts.append(this.#short, 0);
    this.#short = undefined;
    this.#shorts.append(piece, 0);
    if (this.#shorts.length >= joinedPieceBytes) this.#endShorts();
  }

  #endShorts(): void {
    if (this.#short !== undefined) this.#pieces.push(this.#short);
    else if (this.#shorts.length > 0) this.#pieces.push(this.#shorts.take());
    this.#short = undefined;
  }

  #copy(turnBytes: number): boolean {
    this.#joined ??= new Uint8Array(this.#length);
    const end = this.#copiedBytes + turnBytes;
    while (this.#copied < this.#pieces.length && this.#copiedBytes < end) {
      const piece = this.#pieces[this.#copied] as Uint8Array;
      this.#joined.set(piece, this.#copiedBytes);
      this.#copiedBytes += piece.length;
      this.#pieces[this.#copied++] = undefined;
    }
    return this.#copied === this.#pieces.length;
  }
}
