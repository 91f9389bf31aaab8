import type { CaseEvent } from "../case/case.ts";
import { sameEvents } from "../verdict/behaviour.ts";

/** Where the events of a run first leave an expected list. */
export interface EventDifference {
  /** Which event, from 0. */
  readonly index: number;
  /** Undefined where nothing more was expected. */
  readonly expected: CaseEvent | undefined;
  /** Undefined where nothing more came. */
  readonly came: CaseEvent | undefined;
  /** For payloads that differ: the first byte that does, or where the shorter one ends. */
  readonly byteIndex: number | null;
}

/** The first event that is not as expected; undefined when all are. */
export function firstDifference(expected: readonly CaseEvent[], received: readonly CaseEvent[]): EventDifference | undefined {
  if (sameEvents(expected, received)) return undefined;
  const differs = (index: number): boolean => !sameEvents(expected.slice(index, index + 1), received.slice(index, index + 1));
  let index = 0;
  while (!differs(index)) index++;
  return { index, expected: expected[index], came: received[index], byteIndex: differingByte(expected[index], received[index]) };
}

function differingByte(one: CaseEvent | undefined, other: CaseEvent | undefined): number | null {
  if (one === undefined || other === undefined || one.event === "timeout" || other.event === "timeout") return null;
  if (one.event !== other.event) return null;
  const index = one.payload.findIndex((byte, i) => byte !== other.payload[i]);
  if (index >= 0) return index;
  return one.payload.length === other.payload.length ? null : one.payload.length;
}
