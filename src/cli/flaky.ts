import type { CaseResult } from "../conformance/case-result.ts";
import { type Peer, peerOf } from "./peer.ts";

/** The verdicts of one attempt at a case. */
export type Attempt = Pick<CaseResult, "behavior" | "behaviorClose">;

/** A case whose verdict was not the same in every attempt. */
export interface FlakyCase extends Peer {
  readonly id: string;
  /** In the order they were made; the last one counts. */
  readonly attempts: readonly Attempt[];
}

/** Results after retries, and which of them cannot be relied on. */
export interface Retried {
  readonly results: readonly CaseResult[];
  readonly flaky: readonly FlakyCase[];
}

/** Plays what is not accepted again, one case at a time, up to so many times; the last attempt counts. */
export async function retried(
  results: readonly CaseResult[],
  retries: number,
  isAccepted: (result: CaseResult) => boolean,
  playAgain: (result: CaseResult) => Promise<CaseResult | undefined>,
): Promise<Retried> {
  const latest = [...results];
  const flaky: FlakyCase[] = [];
  for (const [place, first] of results.entries()) {
    const attempts = [first];
    for (let last = first; attempts.length <= retries && !isAccepted(last); ) {
      const again = await playAgain(first);
      if (again === undefined) break;
      last = { ...again, agent: first.agent, case: first.case };
      attempts.push(last);
    }
    const last = attempts.at(-1) as CaseResult;
    latest[place] = last;
    if (attempts.some((attempt) => !sameVerdicts(attempt, first)))
      flaky.push({ ...peerOf(first), id: first.id, attempts: attempts.map(verdicts) });
  }
  return { results: latest, flaky };
}

const sameVerdicts = (one: Attempt, other: Attempt): boolean =>
  one.behavior === other.behavior && one.behaviorClose === other.behaviorClose;

const verdicts = ({ behavior, behaviorClose }: CaseResult): Attempt => ({ behavior, behaviorClose });
