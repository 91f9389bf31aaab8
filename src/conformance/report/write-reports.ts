import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { caseJson } from "./case-json.ts";
import type { CaseLink } from "./detail/case-path.tsx";
import { detailHtml } from "./detail-page.tsx";
import { reportFileName } from "./file-names.ts";
import { forEachConcurrently } from "./for-each-concurrently.ts";
import { indexJson } from "./index-json.ts";
import { jsonText } from "./json-text.ts";
import { makeFolder } from "./make-folder.ts";
import { masterHtml } from "./master-page.tsx";
import { type AgentReport, type Report, type ReportSource, reportOf } from "./report.ts";

/** What reports are made from, and the folder they go to. */
export interface WriteReportsOptions extends ReportSource {
  readonly outdir: string;
}

/** Where the overview is, and how many files were written. */
export interface WrittenReports {
  readonly indexHtml: string;
  readonly files: number;
}

interface ReportFile {
  readonly name: string;
  readonly text: () => string;
}

const openFilesMax = 16;

/** Writes the overview and two files for each result, HTML and JSON; creates the folder if need be. */
export async function writeReports(options: WriteReportsOptions): Promise<WrittenReports> {
  const { outdir } = options;
  const report = reportOf(options);
  const caseFiles = report.agents.flatMap((agent) => caseFilesOf(agent, report));
  const overview = overviewFilesOf(report);
  await makeFolder(outdir).catch(refusal("create the report folder", outdir));
  await forEachConcurrently(caseFiles, openFilesMax, (file) => writeReport(outdir, file));
  // Last, so that the overview never links to a file that is not there yet
  for (const file of overview) await writeReport(outdir, file);
  return { indexHtml: join(outdir, "index.html"), files: caseFiles.length + overview.length };
}

const overviewFilesOf = (report: Report): readonly ReportFile[] => [
  { name: "index.json", text: () => jsonText(indexJson(report.agents)) },
  { name: "index.html", text: () => masterHtml(report) },
];

function caseFilesOf({ fileStem, results, played }: AgentReport, { suite }: Report): readonly ReportFile[] {
  const ids = [...results.keys()];
  const nameOf = (id: string, extension: "html" | "json"): string => reportFileName(fileStem, id, extension);
  const linkTo = (id: string | undefined): CaseLink | undefined => (id === undefined ? undefined : { id, href: nameOf(id, "html") });
  return [...played.values()].flatMap((result) => {
    const place = ids.indexOf(result.id);
    const neighbours = { previous: linkTo(ids[place - 1]), next: linkTo(ids[place + 1]) };
    return [
      { name: nameOf(result.id, "json"), text: () => jsonText(caseJson(result)) },
      { name: nameOf(result.id, "html"), text: () => detailHtml({ result, neighbours, suite }) },
    ];
  });
}

async function writeReport(outdir: string, { name, text }: ReportFile): Promise<void> {
  const path = join(outdir, name);
  await writeFile(path, text()).catch(refusal("write the report file", path));
}

const refusal =
  (act: string, path: string) =>
  (cause: unknown): never => {
    throw new Error(`Cannot ${act} ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  };
