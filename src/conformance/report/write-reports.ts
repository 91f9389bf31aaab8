import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { CaseResult } from "../verdict/case-result.ts";
import type { ListedResult } from "./content/listed-result.ts";
import { type AgentReport, type Report, type ReportSource, reportOf } from "./content/report.ts";
import type { CaseLink } from "./detail/case-path.tsx";
import { detailHtml } from "./detail/detail-page.tsx";
import { agentStemsIn } from "./files/agent-stems.ts";
import { reportFileName } from "./files/file-names.ts";
import { forEachConcurrently } from "./files/for-each-concurrently.ts";
import { makeFolder } from "./files/make-folder.ts";
import { OneAtATime } from "./files/one-at-a-time.ts";
import { writeWhole } from "./files/write-whole.ts";
import { caseJson } from "./json/case-json.ts";
import { indexJson } from "./json/index-json.ts";
import { jsonText } from "./json/json-text.ts";
import { masterHtml } from "./master/master-page.tsx";

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

interface CaseFile extends ReportFile {
  /** Changes with everything the file shows. */
  readonly version: string;
}

const openFilesMax = 16;

/** What is kept of a folder while the process runs: who writes there, and what is written already. */
interface ReportFolder {
  readonly writing: OneAtATime<WriteReportsOptions, WrittenReports>;
  readonly written: Map<string, string>;
}

const folders = new Map<string, ReportFolder>();

function folderOf(outdir: string): ReportFolder {
  const known = folders.get(outdir);
  if (known !== undefined) return known;
  const written = new Map<string, string>();
  const folder = { written, writing: new OneAtATime((options: WriteReportsOptions) => writeAll(options, written), covers) };
  folders.set(outdir, folder);
  return folder;
}

/** Whether a report would show everything another one shows. */
function covers(newer: WriteReportsOptions, older: WriteReportsOptions): boolean {
  const keyOf = ({ agent, id }: ListedResult | CaseResult): string => JSON.stringify([agent, id]);
  const shown = new Set([...(newer.earlier ?? []), ...newer.results].map(keyOf));
  return [...(older.earlier ?? []), ...older.results].every((result) => shown.has(keyOf(result)));
}

/**
 * Writes the overview and two files for each result, HTML and JSON; creates the folder if need be. Who asks while the
 * same folder is being written waits, and has everything written that was there when the last of them asked.
 */
export const writeReports = (options: WriteReportsOptions): Promise<WrittenReports> => folderOf(options.outdir).writing.ask(options);

async function writeAll(options: WriteReportsOptions, written: Map<string, string>): Promise<WrittenReports> {
  const { outdir } = options;
  const report = reportOf({ ...options, stems: agentStemsIn(outdir) });
  const caseFiles = report.agents.flatMap((agent) => caseFilesOf(agent, report));
  const overview = overviewFilesOf(report);
  await makeFolder(outdir).catch(refusal("create the report folder", outdir));
  const there = new Set(await readdir(outdir).catch(refusal("read the report folder", outdir)));
  await forEachConcurrently(caseFiles, openFilesMax, async (file) => {
    if (there.has(file.name) && written.get(file.name) === file.version) return;
    await writeReport(outdir, file);
    written.set(file.name, file.version);
  });
  // Last, so that the overview never links to a file that is not there yet
  for (const file of overview) await writeReport(outdir, file);
  return { indexHtml: join(outdir, "index.html"), files: caseFiles.length + overview.length };
}

const overviewFilesOf = (report: Report): readonly ReportFile[] => [
  { name: "index.json", text: () => jsonText(indexJson(report.agents)) },
  { name: "index.html", text: () => masterHtml(report) },
];

function caseFilesOf({ fileStem, results, played }: AgentReport, { suite }: Report): readonly CaseFile[] {
  const ids = [...results.keys()];
  const nameOf = (id: string, extension: "html" | "json"): string => reportFileName(fileStem, id, extension);
  const linkTo = (id: string | undefined): CaseLink | undefined => (id === undefined ? undefined : { id, href: nameOf(id, "html") });
  return ids.flatMap((id, place) => {
    const result = played.get(id);
    if (result === undefined) return [];
    const neighbours = { previous: linkTo(ids[place - 1]), next: linkTo(ids[place + 1]) };
    const version = String(numberOf(result));
    return [
      { name: nameOf(id, "json"), version, text: () => jsonText(caseJson(result)) },
      {
        name: nameOf(id, "html"),
        version: `${version} ${ids[place - 1]} ${ids[place + 1]}`,
        text: () => detailHtml({ result, neighbours, suite }),
      },
    ];
  });
}

const numbers = new WeakMap<CaseResult, number>();
let resultsNumbered = 0;

/** A result never changes: a number stands for everything it says. */
function numberOf(result: CaseResult): number {
  const number = numbers.get(result) ?? ++resultsNumbered;
  numbers.set(result, number);
  return number;
}

async function writeReport(outdir: string, { name, text }: ReportFile): Promise<void> {
  const path = join(outdir, name);
  await writeWhole(path, text()).catch(refusal("write the report file", path));
}

const refusal =
  (act: string, path: string) =>
  (cause: unknown): never => {
    throw new Error(`Cannot ${act} ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  };
