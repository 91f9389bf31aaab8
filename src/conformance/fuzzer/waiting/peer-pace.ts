const samplesMax = 15;
/** Fewer say nothing of what is usual. */
const samplesMin = 5;

/** How quickly a peer answers, by what it did last. */
export class PeerPace {
  readonly #samples: number[] = [];

  /** An answer began so many milliseconds after what it answers had left. */
  observe(ms: number): void {
    this.#samples.push(ms);
    if (this.#samples.length > samplesMax) this.#samples.shift();
  }

  /** Milliseconds until an answer begins, as a rule; 0 where nothing is known. */
  get answerMs(): number {
    if (this.#samples.length < samplesMin) return 0;
    const sorted = [...this.#samples].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] as number;
  }
}
