import type { CaseResult } from "../conformance/case-result.ts";

/** Both verdicts in a few words: `FAILED, close OK`. */
export const verdictsOf = ({ behavior, behaviorClose }: Pick<CaseResult, "behavior" | "behaviorClose">): string =>
  `${behavior}, close ${behaviorClose}`;
