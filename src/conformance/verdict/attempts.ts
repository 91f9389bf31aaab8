import type { Attempt } from "./case-result.ts";

/** The verdicts alone. */
export const attemptOf = ({ behavior, behaviorClose, inconclusive }: Attempt): Attempt => ({ behavior, behaviorClose, inconclusive });

/** Whether two attempts came to the same verdicts. */
export const sameVerdicts = (one: Attempt, other: Attempt): boolean =>
  one.behavior === other.behavior && one.behaviorClose === other.behaviorClose;
