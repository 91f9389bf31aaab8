import { attemptOf, sameVerdicts } from "../../conformance/verdict/attempts.ts";
import type { Attempt, CaseResult } from "../../conformance/verdict/case-result.ts";
import { type Peer, peerOf } from "./peer.ts";

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
    const plays = [first];
    for (let last = first; plays.length <= retries && !isAccepted(last); ) {
      const again = await playAgain(first);
      if (again === undefined) break;
      last = { ...again, agent: first.agent, case: first.case };
      plays.push(last);
    }
    latest[place] = plays.at(-1) as CaseResult;
    const attempts = plays.flatMap(attemptsIn).filter(({ inconclusive }) => inconclusive === null);
    const [one, ...others] = attempts;
    if (one !== undefined && others.some((other) => !sameVerdicts(one, other))) flaky.push({ ...peerOf(first), id: first.id, attempts });
  }
  return { results: latest, flaky };
}

/** A case may have been played more than once without having been asked for. */
const attemptsIn = (result: CaseResult): readonly Attempt[] => (result.attempts.length > 0 ? result.attempts : [attemptOf(result)]);
