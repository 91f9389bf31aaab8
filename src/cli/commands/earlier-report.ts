import { resolve } from "node:path";
import type { Case } from "../../conformance/case/case.ts";
import type { ListedResult } from "../../conformance/report/content/listed-result.ts";
import { readListedResults } from "../../conformance/report/read-reports.ts";
import { passed } from "../../conformance/verdict/behaviour.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { UsageError } from "../errors/usage-error.ts";

/** What the last run has left in a folder of reports. */
export async function earlierResults(outdir: string): Promise<readonly ListedResult[]> {
  return await readListedResults(resolve(outdir)).catch((error: Error) => {
    throw new UsageError(`${error.message}; --only-failed needs the report of a run before, in the folder that --outdir names`);
  });
}

/** Those of the cases that did not pass then, for whichever agent. */
export function failedBefore(cases: readonly Case[], earlier: readonly ListedResult[]): readonly Case[] {
  const failed = new Set(earlier.filter((result) => !passed(result)).map(({ id }) => id));
  return cases.filter(({ id }) => failed.has(id));
}

/** What stays in the report: everything that was not played again. */
export function keptResults(earlier: readonly ListedResult[], results: readonly CaseResult[]): readonly ListedResult[] {
  const again = new Set(results.map(({ agent, id }) => JSON.stringify([agent, id])));
  return earlier.filter(({ agent, id }) => !again.has(JSON.stringify([agent, id])));
}
