import type { Case } from "../case/case.ts";
import { isStrict } from "../explain/explain.ts";
import type { CaseResult } from "../verdict/case-result.ts";

/** Whether the peer races with itself: what it answers to the first part of the case is there or not when it fails the connection over the rest. */
const racesWithItself = ({ expected, play }: Pick<Case, "expected" | "play">): boolean =>
  Object.keys(expected).length > 1 && !play.some(({ step }) => step === "continueLater");

/** Whether a race could have ended in another way: it was not strict, and no wait has decided it. */
export const isOpenRace = (played: Case, result: CaseResult): boolean =>
  racesWithItself(played) && !isStrict(result) && result.ending.kind !== "timeout" && result.ending.caseTimer === null;
