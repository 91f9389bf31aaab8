import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";
import { type FailingOutcome, failingByDefault, failingOutcomes } from "../conclusion/fail-on.ts";
import { proveFileWritable } from "../errors/file-fault.ts";
import { UsageError } from "../errors/usage-error.ts";
import { type ReporterName, reporterNames } from "../terminal/reporter.ts";
import { readBaseline } from "./baseline-file.ts";

/** How a run ends: what fails it, and who is told. */
export interface CiOptions {
  readonly failOn: readonly FailingOutcome[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly junit?: string;
  readonly format: "text" | "github";
  readonly reporter: ReporterName;
  readonly strictPatterns?: boolean;
}

/** Gives a command the options that a run in CI wants. */
export const withCiOptions = (command: Command): Command =>
  command
    .addOption(failOnOption(failingByDefault))
    .option("--baseline <file>", "accept the deviations in this file, and fail on anything that is worse")
    .option("--update-baseline", "write what was seen into the baseline; what was not run stays as it is")
    .option("--junit <file>", "write the results as JUnit XML, too")
    .addOption(
      new Option("--format <format>", "github adds annotations, and a summary of the step")
        .choices(["text", "github"] satisfies CiOptions["format"][])
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
export async function checkCiOptions({ baseline, updateBaseline = false, junit }: CiOptions): Promise<void> {
  if (junit !== undefined) await proveFileWritable(junit, "JUnit file");
  if (baseline !== undefined && updateBaseline) await proveFileWritable(baseline, "baseline");
  if (baseline !== undefined) await readBaseline(baseline, updateBaseline);
  else if (updateBaseline) throw new UsageError("--update-baseline needs --baseline, the file to write");
}
