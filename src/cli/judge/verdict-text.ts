import { citationOf, sectionUrl } from "../../../spec/requirement.ts";
import { counted } from "../../conformance/case/counted.ts";
import { visibleText } from "../../conformance/report/words/visible-text.ts";
import { hexOf } from "../../core/bytes/hex.ts";
import type { ConnectionVerdict, Finding } from "../../oracle/verdict.ts";
import { styled } from "../colour/styled.ts";
import { chartText } from "./chart-text.ts";
import type { JudgedConnection } from "./judged-connection.ts";
import { headline, placeText, undecidedGroups } from "./verdict-words.ts";

const widthMin = 40;
const widthMax = 120;
const requirementsShown = 3;

/** A connection as a person reads it: the verdict first, then the chart, the reasons, and what is not decided. */
export function verdictText({ number, recording, verdict, chart }: JudgedConnection, columns: number): string {
  const width = Math.max(widthMin, Math.min(widthMax, columns));
  const { violations } = verdict;
  const lines = [
    styled("bold", `${recording}, connection ${number}: ${verdict.facts.name}`),
    ...namesText(verdict),
    ...wrapped(styled(violations.length > 0 ? ["bold", "red"] : "bold", headline(verdict)), "", width),
    "",
    ...chart.flatMap((line) => chartLine(chartText(line), width)),
  ];
  for (const [index, breach] of violations.entries()) lines.push("", ...breachText(index + 1, breach, width));
  if (verdict.reactions.length > 0) lines.push("");
  for (const { by, detail } of verdict.reactions) lines.push(...wrapped(`The ${by} reacted rightly: ${detail}.`, "  ", width));
  for (const text of undecidedText(verdict)) lines.push("", ...wrapped(text, "  ", width));
  return `${lines.join("\n")}\n`;
}

/** A connection in one line. */
export const shortText = ({ number, verdict }: JudgedConnection): string =>
  `connection ${number}: ${verdict.facts.name}  ${headline(verdict)}`;

function namesText({ names }: ConnectionVerdict): string[] {
  const told = (["client", "server"] as const).flatMap((role) =>
    names[role] === null ? [] : [`${role}: ${visibleText(names[role] ?? "")}`],
  );
  return told.map((line) => styled("dim", line));
}

function chartLine({ from, time, words, isBreach }: ReturnType<typeof chartText>, width: number): string[] {
  if (isBreach) return wrapped(styled("red", `^ the ${from} broke a rule: ${words}`), "              ", width);
  const arrow = from === null ? "      " : from === "client" ? "  --> " : "  <-- ";
  const text = `${time.padStart(12)}${arrow}${words}`;
  return [text.length > width ? `${text.slice(0, width - 1)}…` : text];
}

function breachText(number: number, breach: Finding, width: number): string[] {
  const { by, requirement, level, detail, expected, bytes } = breach;
  const url = sectionUrl(requirement);
  const shown =
    bytes.length === 0
      ? []
      : [`     bytes: ${hexOf(bytes.subarray(0, -1), " ")}${bytes.length > 1 ? " " : ""}[${hexOf(bytes.subarray(-1))}]`];
  return [
    styled("bold", `  ${number}. The ${by} broke ${citationOf(requirement)} (${level})`),
    ...wrapped(`came:  ${detail}`, "     ", width),
    ...wrapped(`where: ${placeText(breach)}`, "     ", width),
    ...wrapped(`due:   ${expected}`, "     ", width),
    ...(breach.pattern === null ? [] : wrapped(`often:  ${breach.pattern}`, "     ", width)),
    ...shown.flatMap((line) => wrapped(line.trimStart(), "     ", width)),
    styled("dim", `     ${requirement}${url === undefined ? "" : `  ${url}`}`),
  ];
}

const undecidedText = ({ inconclusive }: ConnectionVerdict): string[] =>
  undecidedGroups(inconclusive).map(({ lacks, wouldDecide, of }) => {
    const ids = of.slice(0, requirementsShown).map(({ by, requirement }) => `${by} ${citationOf(requirement)}`);
    const rest = of.length > ids.length ? ` and ${of.length - ids.length} more` : "";
    return `Not decided: ${counted(of.length, "requirement")} (${ids.join("; ")}${rest}), for the recording lacks ${lacks}. ${wouldDecide.charAt(0).toUpperCase()}${wouldDecide.slice(1)} would decide it.`;
  });

/** A text in lines of a width, each behind an indent. */
function wrapped(text: string, indent: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
