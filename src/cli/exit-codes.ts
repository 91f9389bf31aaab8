import { passed } from "../conformance/behaviour.ts";
import type { CaseResult } from "../conformance/case-result.ts";

/** What the process says when it ends. */
export const exitCodes = {
  /** Every case that was to run has run and passed. */
  passed: 0,
  /** A case failed. */
  failed: 1,
  /** The command was wrong, or nothing could be run. */
  nothingRan: 2,
  /** Stopped by Ctrl-C; the reports hold what ran. */
  interrupted: 130,
} as const;

/** The exit code that results deserve; no result at all is never a success. */
export function exitCodeOf(results: readonly CaseResult[]): number {
  if (results.length === 0) return exitCodes.nothingRan;
  return results.every(passed) ? exitCodes.passed : exitCodes.failed;
}
