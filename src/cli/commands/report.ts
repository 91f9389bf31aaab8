import { mkdtemp, rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Profile } from "../../conformance/case/profile.ts";
import { suite } from "../../conformance/case/suite-name.ts";
import { allCases } from "../../conformance/cases/all-cases.ts";
import { caseGroups } from "../../conformance/cases/groups.ts";
import type { ListedResult } from "../../conformance/report/content/listed-result.ts";
import { makeFolder } from "../../conformance/report/files/make-folder.ts";
import { writeReports } from "../../conformance/report/write-reports.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { fileFault } from "../errors/file-fault.ts";
import { UsageError } from "../errors/usage-error.ts";

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

/** Does work that leaves reports in folders, once it is sure that they can be written there. Folders made for it are not left behind empty. */
export async function inReportFolders(outdirs: readonly string[], work: () => Promise<void>): Promise<void> {
  const made: string[] = [];
  try {
    for (const outdir of outdirs) await proveWritable(outdir, (folder) => made.unshift(folder));
    await work();
  } finally {
    // The system removes only an empty one.
    for (const folder of made) await rmdir(folder).catch(() => undefined);
  }
}

async function proveWritable(outdir: string, onMade: (folder: string) => void): Promise<void> {
  try {
    await makeFolder(outdir, onMade);
    // Permissions do not tell everything; writing does.
    await rmdir(await mkdtemp(join(resolve(outdir), ".probe-")));
  } catch (error) {
    notThere(new Error(`Cannot write to the report folder ${resolve(outdir)}: ${fileFault(error as Error)}`));
  }
}

function notThere(error: Error): never {
  throw new UsageError(`${error.message}; give another folder as outdir`);
}
