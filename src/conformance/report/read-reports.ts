import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ListedResult } from "./content/listed-result.ts";
import { agentStemsIn } from "./files/agent-stems.ts";
import { stemOfReportFile } from "./files/file-names.ts";

interface IndexEntry {
  readonly reportfile: string;
}

/** A case file, as far as the overview needs it. */
interface CaseFile extends Omit<ListedResult, "ratios" | "summary"> {
  readonly reportCompressionRatio: boolean;
  readonly trafficStats: Readonly<Record<string, number | null>> | null;
  readonly explanation?: { readonly summary: string } | null;
}

/** The results that an earlier run has left in its folder; rejects with a readable reason when there is none. */
export async function readListedResults(outdir: string): Promise<readonly ListedResult[]> {
  const index = (await readJson(join(outdir, "index.json"))) as Readonly<Record<string, Readonly<Record<string, IndexEntry>>>>;
  const entries = Object.entries(index).flatMap(([agent, cases]) => Object.values(cases).map(({ reportfile }) => ({ agent, reportfile })));
  for (const { agent, reportfile } of entries) agentStemsIn(outdir).know(agent, stemOfReportFile(reportfile));
  return Promise.all(entries.map(async ({ reportfile }) => listedFrom((await readJson(join(outdir, reportfile))) as CaseFile)));
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: Error) => {
    throw new Error(`no earlier report can be read: ${error.message}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`the earlier report ${path} is not JSON: ${(error as Error).message}`);
  }
}

function listedFrom(file: CaseFile): ListedResult {
  const { agent, id, behavior, behaviorClose, inconclusive = null, remoteCloseCode, duration, started, reportTime } = file;
  const ratio = (direction: string): string => file.trafficStats?.[`${direction}CompressionRatio`]?.toFixed(3) ?? "-";
  return {
    ...{ agent, id, behavior, behaviorClose, inconclusive, remoteCloseCode, duration, started, reportTime },
    ratios: file.reportCompressionRatio && file.trafficStats !== null ? `[${ratio("incoming")}/${ratio("outgoing")}]` : null,
    summary: file.explanation?.summary ?? null,
  };
}
