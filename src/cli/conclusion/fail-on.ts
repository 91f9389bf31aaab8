import type { CaseResult } from "../../conformance/verdict/case-result.ts";

type Verdicts = Pick<CaseResult, "behavior" | "behaviorClose" | "inconclusive">;

/** Each outcome that can be made to fail a run, in words for the command line, and how it shows in the verdicts. */
const outcomes = {
  failed: ({ behavior, behaviorClose }) => behavior === "FAILED" || behaviorClose === "FAILED",
  unimplemented: ({ behavior }) => behavior === "UNIMPLEMENTED",
  unclean: ({ behaviorClose }) => behaviorClose === "UNCLEAN",
  "wrong-code": ({ behaviorClose }) => behaviorClose === "WRONG CODE",
  "failed-by-client": ({ behaviorClose }) => behaviorClose === "FAILED BY CLIENT",
  "non-strict": ({ behavior }) => behavior === "NON-STRICT",
  informational: ({ behavior }) => behavior === "INFORMATIONAL",
  inconclusive: ({ inconclusive }) => inconclusive !== null,
} as const satisfies Record<string, (verdicts: Verdicts) => boolean>;

/** An outcome that can fail a run. */
export type FailingOutcome = keyof typeof outcomes;

/** Every outcome that can fail a run. */
export const failingOutcomes = Object.keys(outcomes) as readonly FailingOutcome[];

/** What fails a run unless somebody says otherwise: everything but what Autobahn counts as passed. */
export const failingByDefault: readonly FailingOutcome[] = ["failed", "unimplemented", "unclean", "wrong-code", "failed-by-client"];

/** Whether a result is among the outcomes that fail a run. What says nothing about the peer has no other outcome. */
export const failsRun = (result: Verdicts, failOn: readonly FailingOutcome[]): boolean =>
  failOn.some((outcome) => (result.inconclusive === null || outcome === "inconclusive") && outcomes[outcome](result));
