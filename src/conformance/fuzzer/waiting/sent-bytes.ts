interface Mark {
  readonly offset: number;
  readonly call: () => void;
}

/** Keeps track of how much of what a connection was given to send has left this machine's hands. */
export class SentBytes {
  #left = 0;
  readonly #marks: Mark[] = [];

  /** How many bytes have left. */
  get left(): number {
    return this.#left;
  }

  /** So many more have left. */
  leave(length: number): void {
    this.#left += length;
    while (this.#marks[0] !== undefined && this.#marks[0].offset <= this.#left) this.#marks.shift()?.call();
  }

  /** Calls when the bytes before an offset have left: now, if they have. Offsets must not decrease. */
  whenLeft(offset: number, call: () => void): void {
    if (offset <= this.#left) call();
    else this.#marks.push({ offset, call });
  }
}
