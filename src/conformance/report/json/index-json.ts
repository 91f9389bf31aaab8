import type { ListedResult } from "../content/listed-result.ts";
import type { AgentReport } from "../content/report.ts";
import { reportFileName } from "../files/file-names.ts";
import type { JsonValue } from "./json-text.ts";

/** The content of `index.json`: agent, then case id, then the verdicts and where to read more. */
export function indexJson(agents: readonly AgentReport[]): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(agents.map(({ agent, fileStem, results }) => [agent, agentJson(fileStem, results)]));
}

function agentJson(fileStem: string, results: ReadonlyMap<string, ListedResult>): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries([...results].map(([id, result]) => [id, entryJson(fileStem, result)]));
}

function entryJson(fileStem: string, result: ListedResult): JsonValue {
  return {
    behavior: result.behavior,
    behaviorClose: result.behaviorClose,
    ...(result.inconclusive !== null && { inconclusive: result.inconclusive }),
    duration: Math.round(result.duration),
    remoteCloseCode: result.remoteCloseCode,
    reportfile: reportFileName(fileStem, result.id, "json"),
  };
}
