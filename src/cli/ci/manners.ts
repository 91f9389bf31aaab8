import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { compareWithBaseline, updatedBaseline } from "../conclusion/baseline.ts";
import type { Conclusion } from "../conclusion/conclusion.ts";
import { type FailingOutcome, failingByDefault, failingOutcomes, failsRun } from "../conclusion/fail-on.ts";
import type { FlakyCase } from "../conclusion/flaky.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import { proveFileWritable } from "../errors/file-fault.ts";
import { UsageError } from "../errors/usage-error.ts";
import { type Reporter, type ReporterName, reporterNames } from "../terminal/reporter.ts";
import { readBaseline, writeBaseline } from "./baseline-file.ts";
import { tellGithub } from "./github.ts";
import { writeJunit } from "./junit.ts";

/** How a run ends: what fails it, and who is told. */
export interface Manners {
  readonly failOn: readonly FailingOutcome[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly junit?: string;
  readonly format: "text" | "github";
  readonly reporter: ReporterName;
  readonly strictPatterns?: boolean;
}

/** Gives a command the options that a run in CI wants. */
export const withManners = (command: Command): Command =>
  command
    .addOption(failOnOption(failingByDefault))
    .option("--baseline <file>", "accept the deviations in this file, and fail on anything that is worse")
    .option("--update-baseline", "write what was seen into the baseline; what was not run stays as it is")
    .option("--junit <file>", "write the results as JUnit XML, too")
    .addOption(
      new Option("--format <format>", "github adds annotations, and a summary of the step")
        .choices(["text", "github"] satisfies Manners["format"][])
        .default("text"),
    )
    .addOption(
      new Option("--reporter <name>", "json writes a line of JSON for each event, and nothing else, on standard output")
        .choices(reporterNames)
        .default("text" satisfies ReporterName),
    )
    .option("--strict-patterns", "a pattern that matches no case is a mistake");

export const failOnOption = (byDefault: readonly FailingOutcome[]): Option =>
  new Option(
    "--fail-on <outcomes>",
    `outcomes that make the exit code 1, comma-separated: ${failingOutcomes.join(", ")}; none for no outcome`,
  )
    .argParser(parseFailOn)
    .default(byDefault, byDefault.length === 0 ? "none" : byDefault.join(","));

function parseFailOn(text: string): readonly FailingOutcome[] {
  if (text.trim() === "none") return [];
  const words = text.split(",").map((word) => word.trim());
  const stranger = words.find((word) => !failingOutcomes.some((outcome) => outcome === word));
  if (stranger === undefined) return words as FailingOutcome[];
  // Nothing, as from a variable that is not set, must not mean that nothing fails.
  const what = stranger === "" ? "An outcome is missing" : stranger === "none" ? "none stands alone" : `${stranger} is no outcome`;
  throw new InvalidArgumentError(`${what}; there are ${failingOutcomes.join(", ")}, or none.`);
}

/** Refuses what cannot be, before anything runs: files that cannot be written, a baseline that cannot be read, an update without one. */
export async function checkManners({ baseline, updateBaseline = false, junit }: Manners): Promise<void> {
  if (junit !== undefined) await proveFileWritable(junit, "JUnit file");
  if (baseline !== undefined && updateBaseline) await proveFileWritable(baseline, "baseline");
  if (baseline !== undefined) await readBaseline(baseline, updateBaseline);
  else if (updateBaseline) throw new UsageError("--update-baseline needs --baseline, the file to write");
}

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
export async function conclude(ran: Ran, manners: Manners, reporter: Reporter): Promise<void> {
  const conclusion = await conclusionOf(ran, manners);
  const { results, isFailing, flaky } = conclusion;
  if (manners.junit !== undefined) await writeJunit(manners.junit, { results, isFailing, flaky, pages: ran.pages });
  reporter.end(conclusion);
  if (manners.format === "github") await tellGithub(conclusion);
  process.exitCode = conclusion.exitCode;
}

async function conclusionOf({ results, flaky, reports, isInterrupted }: Ran, manners: Manners): Promise<Conclusion> {
  const comparison = await comparisonFor(results, manners);
  const fails = (result: CaseResult) => failsRun(result, manners.failOn);
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
async function comparisonFor(results: readonly CaseResult[], { baseline: path, updateBaseline = false }: Manners) {
  if (path === undefined) return undefined;
  const earlier = await readBaseline(path, updateBaseline);
  if (!updateBaseline) return compareWithBaseline(results, earlier);
  const updated = updatedBaseline(results, earlier);
  await writeBaseline(path, updated);
  return compareWithBaseline(results, updated);
}
