import type { Behavior, BehaviorClose, CaseResult } from "./case-result.ts";

/** What stays the same when a case is run again against the same peer. */
export interface Outcome {
  readonly behavior: Behavior;
  readonly behaviorClose: BehaviorClose;
  readonly remoteCloseCode: number | null;
}

/** Outcomes by case id. */
export type Outcomes = Readonly<Record<string, Outcome>>;

/** The lasting part of results, by case id. */
export const outcomesOf = (results: readonly CaseResult[]): Outcomes =>
  Object.fromEntries(results.map(({ id, behavior, behaviorClose, remoteCloseCode }) => [id, { behavior, behaviorClose, remoteCloseCode }]));
