import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { type FailingOutcome, failsRun } from "../conclusion/fail-on.ts";
import { exitCodes } from "../errors/exit-codes.ts";

/** As with the old tool, a run that took place is a success, unless `--fail-on` says what is not. */
export function wstestExitCode(results: readonly CaseResult[], failOn: readonly FailingOutcome[], isInterrupted: boolean): number {
  if (isInterrupted) return exitCodes.interrupted;
  return results.some((result) => failsRun(result, failOn)) ? exitCodes.failed : exitCodes.passed;
}
