/** Pieces to be joined, one copy at a time, so that it may be done in turns. A single piece is handed on without a copy. */
export class JoinedBytes {
  #pieces: (Uint8Array | undefined)[] = [];
  #length = 0;
  #joined: Uint8Array | undefined;
  #copied = 0;
  #copiedBytes = 0;

  /** Takes a piece as it is; empty ones count for nothing. */
  add(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** Copies one piece to its place and lets go of it; returns the whole with the last one, and then starts anew. */
  join(): Uint8Array | undefined {
    if (this.#pieces.length > 1 && !this.#copyNext()) return undefined;
    const whole = this.#joined ?? this.#pieces[0] ?? new Uint8Array(0);
    this.clear();
    return whole;
  }

  /** Lets go of everything. */
  clear(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#joined = undefined;
    this.#copied = 0;
    this.#copiedBytes = 0;
  }

  #copyNext(): boolean {
    this.#joined ??= new Uint8Array(this.#length);
    const piece = this.#pieces[this.#copied] as Uint8Array;
    this.#joined.set(piece, this.#copiedBytes);
    this.#copiedBytes += piece.length;
    this.#pieces[this.#copied++] = undefined;
    return this.#copied === this.#pieces.length;
  }
}
