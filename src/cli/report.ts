import { resolve } from "node:path";
import type { CaseResult } from "../conformance/case-result.ts";
import { allCases } from "../conformance/cases/all-cases.ts";
import { caseGroups } from "../conformance/cases/groups.ts";
import { writeReports } from "../conformance/report/write-reports.ts";
import { suite } from "../conformance/suite-name.ts";
import { UsageError } from "./usage-error.ts";

/** Writes the reports and returns the path of the overview. */
export async function report(outdir: string, results: readonly CaseResult[]): Promise<string> {
  const { indexHtml } = await writeReports({ outdir: resolve(outdir), results, cases: allCases, groups: caseGroups, suite }).catch(
    (error: Error) => {
      throw new UsageError(`${error.message}; choose another folder with --outdir`);
    },
  );
  return indexHtml;
}
