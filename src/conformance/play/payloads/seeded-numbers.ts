/** Numbers that look random and follow from a seed alone: the same on every machine and in every run. */
export class SeededNumbers {
  #state: number;

  constructor(seed: number) {
    // A xorshift generator never leaves zero.
    this.#state = seed | 0 || 1;
  }

  /** Thirty-two bits, as a number from 0 on. */
  bits(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return this.#state >>> 0;
  }

  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number {
    return Math.floor((this.bits() / 2 ** 32) * bound);
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** One of the choices, each as likely as the others. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  /** One of the choices, the first ones far more often: as words are distributed in a language. */
  pickEarly<T>(choices: readonly T[]): T {
    return choices[this.below(this.below(choices.length) + 1)] as T;
  }
}
