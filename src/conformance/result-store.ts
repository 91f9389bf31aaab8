import type { CaseResult } from "./case-result.ts";
import { compareCaseIds } from "./cases/all-cases.ts";

/** The latest result of each case for each agent; those who ask early wait for it. */
export class ResultStore {
  readonly #results = new Map<string, CaseResult>();
  readonly #waiting = new Map<string, ((result: CaseResult) => void)[]>();

  /** Every result, by agent, in the order of the cases. */
  get all(): readonly CaseResult[] {
    return [...this.#results.values()].sort((a, b) => (a.agent === b.agent ? compareCaseIds(a.id, b.id) : a.agent < b.agent ? -1 : 1));
  }

  keep(result: CaseResult): void {
    const key = keyOf(result.agent, result.id);
    this.#results.set(key, result);
    for (const resolve of this.#waiting.get(key) ?? []) resolve(result);
    this.#waiting.delete(key);
  }

  resultOf(agent: string, id: string): Promise<CaseResult> {
    const key = keyOf(agent, id);
    const known = this.#results.get(key);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]));
  }
}

const keyOf = (agent: string, id: string): string => JSON.stringify([agent, id]);
