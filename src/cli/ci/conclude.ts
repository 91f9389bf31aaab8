import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { compareWithBaseline, updatedBaseline } from "../conclusion/baseline.ts";
import type { Conclusion } from "../conclusion/conclusion.ts";
import { failsRun } from "../conclusion/fail-on.ts";
import type { FlakyCase } from "../conclusion/flaky.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Reporter } from "../terminal/reporter.ts";
import { readBaseline, writeBaseline } from "./baseline-file.ts";
import type { CiOptions } from "./ci-options.ts";
import { tellGithub } from "./github.ts";
import { writeJunit } from "./junit.ts";

/** What a run leaves behind. */
export interface Ran {
  readonly results: readonly CaseResult[];
  readonly flaky: readonly FlakyCase[];
  readonly reports: readonly string[];
  /** The folder with the page of a result. */
  readonly pages: (result: CaseResult) => string;
  readonly isInterrupted: boolean;
}

/** Tells everybody who asked what a run has come to, and sets the exit code of the process. */
export async function conclude(ran: Ran, options: CiOptions, reporter: Reporter): Promise<void> {
  const conclusion = await conclusionOf(ran, options);
  const { results, isFailing, flaky } = conclusion;
  if (options.junit !== undefined) await writeJunit(options.junit, { results, isFailing, flaky, pages: ran.pages });
  reporter.end(conclusion);
  if (options.format === "github") await tellGithub(conclusion);
  process.exitCode = conclusion.exitCode;
}

async function conclusionOf({ results, flaky, reports, isInterrupted }: Ran, options: CiOptions): Promise<Conclusion> {
  const comparison = await comparisonFor(results, options);
  const fails = (result: CaseResult) => failsRun(result, options.failOn);
  const isFailing =
    comparison === undefined
      ? fails
      : (result: CaseResult) => comparison.news.includes(result) || (result.inconclusive !== null && fails(result));
  const exitCode = isInterrupted
    ? exitCodes.interrupted
    : results.length === 0
      ? exitCodes.nothingRan
      : results.some(isFailing)
        ? exitCodes.failed
        : exitCodes.passed;
  return { results, isFailing, flaky, comparison, reports, exitCode };
}

/** An updated baseline accepts everything that was seen. */
async function comparisonFor(results: readonly CaseResult[], { baseline: path, updateBaseline = false }: CiOptions) {
  if (path === undefined) return undefined;
  const earlier = await readBaseline(path, updateBaseline);
  if (!updateBaseline) return compareWithBaseline(results, earlier);
  const updated = updatedBaseline(results, earlier);
  await writeBaseline(path, updated);
  return compareWithBaseline(results, updated);
}
