import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import type { Comparison } from "./baseline.ts";
import type { FlakyCase } from "./flaky.ts";

/** What a run has come to. */
export interface Conclusion {
  readonly results: readonly CaseResult[];
  /** Whether a result is among those that fail the run. */
  readonly isFailing: (result: CaseResult) => boolean;
  readonly flaky: readonly FlakyCase[];
  /** Beside what was accepted; only with a baseline. */
  readonly comparison: Comparison | undefined;
  /** Paths of the overviews. */
  readonly reports: readonly string[];
  readonly exitCode: number;
}
