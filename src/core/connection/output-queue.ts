import type { Output } from "../output.ts";

/** So many taken outputs may leave their places to later ones; the places of more are given back. */
const placesMax = 1024;

/** Outputs in the order in which they were asked for. One costs as much as another, however many wait; a short queue allocates nothing. */
export class OutputQueue {
  #outputs: (Output | undefined)[] = [];
  #taken = 0;
  #asked = 0;

  push(output: Output): void {
    this.#outputs[this.#asked++] = output;
  }

  /** The output that has waited longest, or `undefined` where none waits. */
  take(): Output | undefined {
    if (this.#taken === this.#asked) return undefined;
    const output = this.#outputs[this.#taken];
    this.#outputs[this.#taken++] = undefined;
    if (this.#taken === this.#asked) this.#startAnew();
    else if (this.#taken > placesMax && this.#taken * 2 > this.#asked) this.#startAnew();
    return output;
  }

  #startAnew(): void {
    if (this.#asked > placesMax) this.#outputs = this.#outputs.slice(this.#taken, this.#asked);
    this.#asked -= this.#taken;
    this.#taken = 0;
  }
}
