import type { Output } from "./output.ts";

/** So many taken outputs may stay in front of the others. */
const takenMax = 1024;

/** Outputs in the order in which they were asked for. One costs as much as another, however many wait. */
export class OutputQueue {
  readonly #outputs: (Output | undefined)[] = [];
  #taken = 0;

  push(output: Output): void {
    this.#outputs.push(output);
  }

  /** The output that has waited longest, or `undefined` where none waits. */
  take(): Output | undefined {
    if (this.#taken === this.#outputs.length) return undefined;
    const output = this.#outputs[this.#taken];
    this.#outputs[this.#taken++] = undefined;
    if (this.#taken === this.#outputs.length) this.#forgetTaken();
    else if (this.#taken > takenMax && this.#taken * 2 > this.#outputs.length) this.#forgetTaken();
    return output;
  }

  #forgetTaken(): void {
    this.#outputs.splice(0, this.#taken);
    this.#taken = 0;
  }
}
