import pc from "picocolors";
import { citationOf } from "../../spec/requirement.ts";
import { passed } from "../conformance/behaviour.ts";
import type { CaseResult } from "../conformance/case-result.ts";
import { caseGroups } from "../conformance/cases/groups.ts";
import { counted } from "../conformance/counted.ts";

const columns = ["ok", "non-strict", "informational", "failed"] as const;
type Column = (typeof columns)[number];

/** The verdicts of a run by chapter, then every failure with what to look at. */
export function printSummary(agent: string, results: readonly CaseResult[], seconds: number): void {
  console.log(`\n${pc.bold(agent)}: ${counted(results.length, "case")} in ${seconds.toFixed(1)} s`);
  const chapters = caseGroups.filter(({ id }) => results.some((result) => chapterOf(result) === id));
  const titleWidth = Math.max(...chapters.map(({ title }) => title.length));
  console.log(pc.dim(`  ${"".padEnd(titleWidth + 4)}${columns.map((column) => column.padStart(14)).join("")}`));
  for (const { id, title } of chapters) {
    const counts = countsOf(results.filter((result) => chapterOf(result) === id));
    console.log(`  ${id.padStart(2)}  ${title.padEnd(titleWidth)}${columns.map((column) => cell(column, counts[column])).join("")}`);
  }
  for (const result of results.filter((one) => !passed(one))) printFailure(result);
}

const chapterOf = ({ id }: CaseResult): string => id.split(".")[0] as string;

function countsOf(results: readonly CaseResult[]): Readonly<Record<Column, number>> {
  const counts = { ok: 0, "non-strict": 0, informational: 0, failed: 0 };
  for (const result of results) counts[columnOf(result)]++;
  return counts;
}

function columnOf(result: CaseResult): Column {
  if (!passed(result)) return "failed";
  return result.behavior === "NON-STRICT" ? "non-strict" : result.behavior === "INFORMATIONAL" ? "informational" : "ok";
}

function cell(column: Column, count: number): string {
  const text = (count === 0 ? "-" : String(count)).padStart(14);
  return column === "failed" && count > 0 ? pc.red(text) : count === 0 ? pc.dim(text) : text;
}

function printFailure({ id, title, behavior, behaviorClose, result, resultClose, requires }: CaseResult): void {
  console.log(`\n  ${pc.red(id)} ${title}`);
  console.log(`      ${behavior}: ${result}`);
  console.log(`      close ${behaviorClose}: ${resultClose}`);
  for (const requirement of requires) console.log(pc.dim(`      ${requirement} (${citationOf(requirement)})`));
}
