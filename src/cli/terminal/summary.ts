import { chapterOf } from "../../conformance/case/case-ids.ts";
import type { CaseLevel } from "../../conformance/case/case-level.ts";
import { counted } from "../../conformance/case/counted.ts";
import { caseGroups } from "../../conformance/cases/groups.ts";
import { passed } from "../../conformance/verdict/behaviour.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { styled } from "../colour/styled.ts";
import { printExplanations } from "./explained-failures.ts";

const columns = ["ok", "non-strict", "informational", "failed", "inconclusive"] as const;
type Column = (typeof columns)[number];

/** Which levels count, and where the pages of the cases are going to be. */
export interface SummaryOptions {
  readonly levels: readonly CaseLevel[];
  readonly reports: string;
}

/** The verdicts of a run by chapter, then what is not a strict pass, explained. */
export function printSummary(agent: string, results: readonly CaseResult[], seconds: number, { levels, reports }: SummaryOptions): void {
  console.log(`\n${styled("bold", agent)}: ${counted(results.length, "case")} in ${seconds.toFixed(1)} s`);
  const chapters = caseGroups.filter(({ id }) => results.some((result) => chapterOf(result.id) === id));
  // As a rule there is none, and the table has to fit.
  const shown = columns.filter((column) => column !== "inconclusive" || results.some(({ inconclusive }) => inconclusive !== null));
  const titleWidth = Math.max(...chapters.map(({ title }) => title.length));
  console.log(styled("dim", `  ${"".padEnd(titleWidth + 4)}${shown.map((column) => column.padStart(14)).join("")}`));
  for (const { id, title } of chapters) {
    const counts = countsOf(
      results.filter((result) => chapterOf(result.id) === id),
      levels,
    );
    console.log(`  ${id.padStart(2)}  ${title.padEnd(titleWidth)}${shown.map((column) => cell(column, counts[column])).join("")}`);
  }
  printExplanations(
    results.filter((result) => ["failed", "non-strict", "inconclusive"].includes(columnOf(result, levels))),
    reports,
  );
}

function countsOf(results: readonly CaseResult[], levels: readonly CaseLevel[]): Readonly<Record<Column, number>> {
  const counts = { ok: 0, "non-strict": 0, informational: 0, failed: 0, inconclusive: 0 };
  for (const result of results) counts[columnOf(result, levels)]++;
  return counts;
}

/** NON-STRICT is about what the RFCs leave open, so it counts as OK where robustness was not asked for. */
function columnOf(result: CaseResult, levels: readonly CaseLevel[]): Column {
  if (result.inconclusive !== null) return "inconclusive";
  if (!passed(result)) return "failed";
  if (result.behavior === "NON-STRICT") return levels.includes("robustness") ? "non-strict" : "ok";
  return result.behavior === "INFORMATIONAL" ? "informational" : "ok";
}

function cell(column: Column, count: number): string {
  const text = (count === 0 ? "-" : String(count)).padStart(14);
  return column === "failed" && count > 0 ? styled("red", text) : count === 0 ? styled("dim", text) : text;
}
