import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { counted } from "../../conformance/case/counted.ts";
import { explain } from "../../conformance/explain/explain.ts";
import type { Explanation } from "../../conformance/explain/explanation.ts";
import { pageName } from "../../conformance/report/files/agent-stems.ts";
import { visibleText } from "../../conformance/report/words/visible-text.ts";
import { passed } from "../../conformance/verdict/behaviour.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { styled } from "../colour/styled.ts";

const explainedMax = 20;
const placesMax = 2;

/** The first results that are not a strict pass with their explanations, failures before the rest; the others in a line each. */
export function printExplanations(results: readonly CaseResult[], reports: string): void {
  const ordered = [...results.filter((result) => !passed(result)), ...results.filter(passed)];
  for (const result of ordered.slice(0, explainedMax)) printExplained(result);
  const others = ordered.slice(explainedMax);
  if (others.length === 0) return;
  console.log(`\n  ${counted(others.length, "more case")}, each explained on its page:`);
  for (const result of others) printPage(result, reports);
}

function printPage({ id, behavior, behaviorClose, agent }: CaseResult, reports: string): void {
  const page = join(reports, pageName(resolve(reports), agent, id));
  console.log(`  ${styled("red", id.padEnd(8))} ${behavior}, close ${behaviorClose}  ${styled("dim", page)}`);
}

function printExplained(result: CaseResult): void {
  const explanation = explain(result);
  const { id, title, behavior, behaviorClose } = result;
  const colour = passed(result) ? "yellow" : "red";
  console.log(`\n  ${styled([colour, "bold"], id)} ${title}  ${styled(colour, `${behavior}, close ${behaviorClose}`)}`);
  if (explanation !== undefined) for (const line of linesOf(explanation, result)) console.log(`      ${line}`);
}

/** The explanation in plain text, a line for each part of it; empty for a strict pass. */
export function explanationText(result: CaseResult): string {
  const explanation = explain(result);
  return explanation === undefined ? "" : stripVTControlCharacters(linesOf(explanation, result).join("\n"));
}

/** The explanation as a compiler would put it: what, where, expected and came, the rule, the next step. */
function linesOf({ summary, places, expected, came, ending, rule, next, readings }: Explanation, result: CaseResult): readonly string[] {
  const line = (name: string, text: string): string => `${styled("dim", name.padEnd(9))} ${visibleText(text)}`;
  return [
    styled("bold", visibleText(summary)),
    ...places.slice(0, placesMax).map(({ words }) => line("at", words)),
    line("expected", expected),
    line("came", came === "" ? ending : came),
    ...(came.includes(ending) ? [] : [line("ending", ending)]),
    ...(rule === null ? [] : [line("rule", `${rule.level}, ${rule.citation} (${rule.id})`)]),
    ...readings
      .filter((reading) => reading.behavior !== result.behavior || reading.behaviorClose !== result.behaviorClose)
      .map(({ holds, behavior, behaviorClose }) => line("disputed", `${holds} That would be ${behavior}, close ${behaviorClose}.`)),
    line("next", next[0] ?? ""),
  ];
}
