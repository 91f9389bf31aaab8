import type { Letter } from "../../spec/lifecycle/letters.ts";
import type { Fault } from "./explore.ts";
import { type ChartEvent, sequenceChartText } from "./sequence-chart.ts";
import { isData, type Step } from "./side.ts";
import type { WorldMove } from "./two-endpoints.ts";

/** A way that two endpoints went, as a sequence chart in plain text. */
const chartOf = (path: readonly WorldMove[]): string => sequenceChartText({ left: "client", right: "server", events: path.map(eventOf) });

/** Something that must not happen, and the way to it. */
export const counterexampleOf = ({ fault, path }: Fault<WorldMove>): string => `${fault}\n\n${chartOf(path)}\n`;

function eventOf({ name, step, brokenWire }: WorldMove): ChartEvent {
  if (brokenWire !== undefined) {
    const at = brokenWire.writer === "client" ? "left" : "right";
    return { at, text: "a frame that no endpoint wrote", sends: [labelOf(brokenWire.wired)] };
  }
  if (step === undefined) return { at: "both", text: name };
  const { role, arrived, written, letter } = step;
  return {
    at: role === "client" ? "left" : "right",
    text: `${letter} (${sectionOf(letter)})${landmarkOf(step)}`,
    ...(arrived === undefined ? {} : { receives: labelOf(arrived) }),
    sends: written.map(labelOf),
  };
}

const labelOf = (wired: string): string => wired.replace("receive.", "");

/** The states that are worth a word of their own; the others follow from the frames. */
const landmarks: readonly string[] = ["asked", "refused", "finishing", "failing", "closed", "closedCleanly", "closedUnanswered"];

const landmarkOf = ({ stateBefore, stateAfter }: Step): string =>
  stateBefore !== stateAfter && landmarks.includes(stateAfter) ? `, now ${stateAfter}` : "";

/** Where RFC 6455 speaks of what a letter says. */
function sectionOf(letter: Letter): string {
  if (/^(handshake|answer)[.]/.test(letter)) return "section 4";
  if (isData(letter)) return "section 5.4";
  const section = sections[letter];
  return section === undefined ? "our own" : `section ${section}`;
}

const sections: Readonly<Partial<Record<Letter, string>>> = {
  "receive.ping": "5.5.2",
  "receive.pong": "5.5.3",
  "receive.close": "5.5.1",
  "receive.violation": "7.1.7",
  "receive.excess": "10.4",
  "send.ping": "5.5.2",
  "send.pong": "5.5.3",
  "send.close": "7.1.2",
  "transport.opened": "4.1",
  "transport.ended": "7.1.4",
};
