import type { CaseResult } from "../../conformance/verdict/case-result.ts";

type Verdicts = Pick<CaseResult, "behavior" | "behaviorClose"> & Partial<Pick<CaseResult, "inconclusive">>;

/** Both verdicts in a few words: `FAILED, close OK`; where they say nothing about the peer, that first. */
export const verdictsOf = ({ behavior, behaviorClose, inconclusive = null }: Verdicts): string =>
  inconclusive === null ? `${behavior}, close ${behaviorClose}` : `INCONCLUSIVE (${behavior}, close ${behaviorClose})`;
