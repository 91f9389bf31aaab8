import { appendFile } from "node:fs/promises";
import { chapterOf } from "../../conformance/case/case-ids.ts";
import { counted } from "../../conformance/case/counted.ts";
import { caseGroups } from "../../conformance/cases/groups.ts";
import { isStrict } from "../../conformance/explain/explain.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import type { Conclusion } from "../conclusion/conclusion.ts";
import { byPeer, peerOf, shownPeer } from "../conclusion/peer.ts";
import { explanationText } from "../terminal/explained-failures.ts";
import { verdictsOf } from "../terminal/verdict-words.ts";

// GitHub shows ten annotations of a kind in a step and drops the others.
const annotationsMax = 10;

/** Says what has come out as annotations of a GitHub workflow, and as the summary of its step where there is one. */
export async function tellGithub(conclusion: Conclusion): Promise<void> {
  for (const line of annotations(conclusion)) console.log(line);
  const path = process.env["GITHUB_STEP_SUMMARY"];
  if (path !== undefined && path !== "") await appendFile(path, stepSummary(conclusion));
}

/** An error for each failing case, a warning for each flaky one, a notice for each that is merely not strict. */
export function annotations({ results, isFailing, flaky, comparison }: Conclusion): readonly string[] {
  const errors = comparison?.news ?? results.filter(isFailing);
  const others = results.filter((result) => !errors.includes(result) && !isStrict(result));
  return [
    ...bounded(
      "error",
      errors.map((result) => [titleOf(result), explanationText(result)]),
    ),
    ...bounded(
      "warning",
      flaky.map(({ id, attempts, ...peer }) => [`${shownPeer(peer)}: ${id} is flaky`, attempts.map(verdictsOf).join("; then ")]),
    ),
    ...bounded(
      "notice",
      others.map((result) => [titleOf(result), explanationText(result)]),
    ),
  ];
}

const titleOf = (result: CaseResult): string => `${shownPeer(peerOf(result))}: ${result.id} ${verdictsOf(result)}`;

function bounded(kind: "error" | "warning" | "notice", all: readonly (readonly [title: string, text: string])[]): readonly string[] {
  const shown = all.length > annotationsMax ? all.slice(0, annotationsMax - 1) : all;
  const lines = shown.map(([title, text]) => `::${kind} title=${escapedProperty(title)}::${escapedText(text)}`);
  const rest = all.length - shown.length;
  return rest === 0 ? lines : [...lines, `::${kind}::${rest} more, see the summary of the step and the report`];
}

const escapedText = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapedProperty = (text: string): string => escapedText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** The run as Markdown: the verdicts by chapter, then every failure with its explanation folded away. */
export function stepSummary({ results, isFailing, flaky, comparison }: Conclusion): string {
  const failing = comparison?.news ?? results.filter(isFailing);
  const parts = [
    ...[...byPeer(results)].map(([peer, own]) => `## ${plain(peer)}\n\n${chapterTable(own, isFailing)}`),
    failing.length === 0 ? "" : `### ${comparison === undefined ? "Failures" : "New deviations"}\n\n${failing.map(folded).join("\n")}`,
    list(
      "Fixed since the baseline",
      comparison?.fixed.map(({ entry, id, accepted }) => `${entry}: ${id} was ${verdictsOf(accepted)}`),
    ),
    list(
      "Flaky",
      flaky.map(({ id, attempts, ...peer }) => `${shownPeer(peer)}: ${id} ${attempts.map(verdictsOf).join("; then ")}`),
    ),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function chapterTable(results: readonly CaseResult[], isFailing: Conclusion["isFailing"]): string {
  const rows = caseGroups.flatMap(({ id, title }) => {
    const own = results.filter((result) => chapterOf(result.id) === id);
    const failing = own.filter(isFailing).length;
    const notStrict = own.filter((result) => !isStrict(result) && !isFailing(result)).length;
    return own.length === 0 ? [] : [`| ${id} ${title} | ${own.length} | ${notStrict} | ${failing} |`];
  });
  return `| chapter | cases | not strict | failing |\n|---|---|---|---|\n${rows.join("\n")}`;
}

const folded = (result: CaseResult): string =>
  `<details><summary>${plain(`${result.id} ${result.title}`)} (${verdictsOf(result)})</summary>\n\n\`\`\`text\n${explanationText(result).replaceAll("```", "'''")}\n\`\`\`\n\n</details>`;

const list = (title: string, items: readonly string[] = []): string =>
  items.length === 0 ? "" : `### ${title} (${counted(items.length, "case")})\n\n${items.map((item) => `- ${plain(item)}`).join("\n")}`;

/** Names come from peers, and Markdown takes HTML. */
const plain = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
