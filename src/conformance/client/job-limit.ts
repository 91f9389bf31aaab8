/** A peer whose answers take longer has too many cases at a time. */
const slowMs = 150;
const promptMs = 75;

/** How many cases run at the same time: as many as their peer answers promptly, up to a number. */
export class JobLimit {
  #most: number;
  #jobs: number;
  #casesSinceChange = 0;

  constructor(most: number) {
    this.#most = Math.max(1, most);
    this.#jobs = this.#most;
  }

  get jobs(): number {
    return this.#jobs;
  }

  /** A case is over, and the peer's answers take so long now. What a change has brought shows when as many cases have gone by. */
  adapt(answerMs: number): void {
    if (++this.#casesSinceChange < this.#jobs) return;
    if (answerMs > slowMs && this.#jobs > 1) this.#change(this.#jobs / 2);
    else if (answerMs < promptMs && this.#jobs < this.#most) this.#change(this.#jobs + 1);
  }

  /** This machine has run out of something: half as many have to do. */
  halve(): void {
    this.#most = Math.ceil(this.#jobs / 2);
    this.#change(this.#most);
  }

  /** Nothing overtaxes this peer. */
  lift(most: number): void {
    this.#most = most;
    this.#change(most);
  }

  #change(jobs: number): void {
    this.#jobs = Math.floor(jobs);
    this.#casesSinceChange = 0;
  }
}
