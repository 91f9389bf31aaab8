import type { CaseResult } from "../../conformance/case-result.ts";
import { exitCodes } from "../exit-codes.ts";
import { type FailingOutcome, failsRun } from "../fail-on.ts";

/** As with the old tool, a run that took place is a success, unless `--fail-on` says what is not. */
export function wstestExitCode(results: readonly CaseResult[], failOn: readonly FailingOutcome[], isInterrupted: boolean): number {
  if (isInterrupted) return exitCodes.interrupted;
  return results.some((result) => failsRun(result, failOn)) ? exitCodes.failed : exitCodes.passed;
}
