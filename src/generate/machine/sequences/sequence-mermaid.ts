import { effectName, momentInWords, stateInWords } from "./moment-words.ts";
import type { Moment, Run } from "./two-machines.ts";

/** A run as a Mermaid sequence diagram. */
export function sequenceMermaid({ moments, messages }: Run): string {
  const lines = moments.flatMap((moment, time) => [
    `Note ${moment.at === "client" ? "left" : "right"} of ${moment.at}: ${noteOf(moment)}`,
    ...messages.filter(({ sentAt }) => sentAt === time).map((message) => arrowOf(message)),
  ]);
  return ["sequenceDiagram", "  participant client", "  participant server", ...lines.map((line) => `  ${line}`)].join("\n");
}

function arrowOf({ from, label, receivedAt, letter }: Run["messages"][number]): string {
  const to = from === "client" ? "server" : "client";
  const arrow = receivedAt === undefined ? "-x" : letter === "transport.ended" ? "--)" : "-)";
  return `${from}${arrow}${to}: ${label}`;
}

function noteOf(moment: Moment): string {
  const { effects, state, stateChanged } = moment;
  return [
    momentInWords(moment),
    ...(effects.length === 0 ? [] : [`/ ${effects.map(effectName).join(", ")}`]),
    ...(stateChanged ? [`→ ${stateInWords(state)}`] : []),
  ].join("<br/>");
}
