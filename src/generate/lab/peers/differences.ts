import type { Outcome, Outcomes } from "../../../conformance/verdict/outcome.ts";

/** A case that ended otherwise than it did, or should have, elsewhere. */
export interface Difference {
  readonly id: string;
  readonly expected: Outcome;
  readonly seen: Outcome;
}

/** The cases that both sides have and that ended differently. */
export function differences(expected: Outcomes, seen: Outcomes): readonly Difference[] {
  return Object.entries(seen).flatMap(([id, outcome]) => {
    const other = expected[id];
    return other === undefined || isSame(other, outcome) ? [] : [{ id, expected: other, seen: outcome }];
  });
}

/** How many cases both sides have. */
export const comparedCases = (some: Outcomes, others: Outcomes): number =>
  Object.keys(some).filter((id) => others[id] !== undefined).length;

const isSame = (one: Outcome, other: Outcome): boolean =>
  one.behavior === other.behavior && one.behaviorClose === other.behaviorClose && one.remoteCloseCode === other.remoteCloseCode;
