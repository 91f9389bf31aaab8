import { mkdir, mkdtemp, rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CaseResult } from "../conformance/case-result.ts";
import { allCases } from "../conformance/cases/all-cases.ts";
import { caseGroups } from "../conformance/cases/groups.ts";
import type { Profile } from "../conformance/profile.ts";
import type { ListedResult } from "../conformance/report/listed-result.ts";
import { writeReports } from "../conformance/report/write-reports.ts";
import { suite } from "../conformance/suite-name.ts";
import { fileFault } from "./file-fault.ts";
import { UsageError } from "./usage-error.ts";

/** Writes the reports and returns the path of the overview; what an earlier run has left stays in it. */
export async function report(
  outdir: string,
  results: readonly CaseResult[],
  profile: Profile,
  earlier: readonly ListedResult[] = [],
): Promise<string> {
  const source = { results, earlier, cases: allCases, groups: caseGroups, suite, profile };
  const { indexHtml } = await writeReports({ ...source, outdir: resolve(outdir) }).catch(notThere);
  return indexHtml;
}

/** Makes sure, before anything runs, that reports can be written; creates the folder if need be. */
export async function proveWritable(outdir: string): Promise<void> {
  try {
    await mkdir(resolve(outdir), { recursive: true });
    // Permissions do not tell everything; writing does.
    await rmdir(await mkdtemp(join(resolve(outdir), ".probe-")));
  } catch (error) {
    notThere(new Error(`Cannot write to the report folder ${resolve(outdir)}: ${fileFault(error as Error)}`));
  }
}

function notThere(error: Error): never {
  throw new UsageError(`${error.message}; give another folder as outdir`);
}
