import type { Cancel } from "../../core/clock.ts";
import { compareCaseIds } from "../case/case-ids.ts";
import type { CaseResult } from "../verdict/case-result.ts";

/** The latest result of each case for each agent, and who waits for one. */
export class ResultStore {
  readonly #results = new Map<string, CaseResult>();
  readonly #waiting = new Map<string, Set<(result: CaseResult) => void>>();
  readonly #playing = new Map<string, number>();

  /** Every result, by agent, in the order of the cases. */
  get all(): readonly CaseResult[] {
    return [...this.#results.values()].sort((a, b) => (a.agent === b.agent ? compareCaseIds(a.id, b.id) : a.agent < b.agent ? -1 : 1));
  }

  /** How many wait for a result. */
  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, { size }) => sum + size, 0);
  }

  keep(result: CaseResult): void {
    const key = keyOf(result.agent, result.id);
    this.#results.set(key, result);
    const calls = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    for (const call of calls) call(result);
  }

  /** Calls once, as soon as there is a result; who is gone before that cancels, and is forgotten. */
  whenKept(agent: string, id: string, call: (result: CaseResult) => void): Cancel {
    const key = keyOf(agent, id);
    const known = this.#results.get(key);
    if (known !== undefined) {
      call(known);
      return () => undefined;
    }
    const calls = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, calls.add(call));
    return () => {
      calls.delete(call);
      if (calls.size === 0 && this.#waiting.get(key) === calls) this.#waiting.delete(key);
    };
  }

  /** A case is being played until the returned function is called. */
  played(agent: string, id: string): () => void {
    const key = keyOf(agent, id);
    this.#playing.set(key, (this.#playing.get(key) ?? 0) + 1);
    return () => {
      const left = (this.#playing.get(key) ?? 1) - 1;
      if (left === 0) this.#playing.delete(key);
      else this.#playing.set(key, left);
    };
  }

  isPlaying(agent: string, id: string): boolean {
    return this.#playing.has(keyOf(agent, id));
  }
}

const keyOf = (agent: string, id: string): string => JSON.stringify([agent, id]);
