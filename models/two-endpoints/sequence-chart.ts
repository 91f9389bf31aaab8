/** One thing that happens on a lifeline of a sequence chart. */
export interface ChartEvent {
  readonly at: "left" | "right" | "both";
  /** What happens, in a few words. */
  readonly text: string;
  /** What arrives here and is the occasion of it. */
  readonly receives?: string;
  /** What leaves here because of it, in order. */
  readonly sends?: readonly string[];
}

/** Two lifelines and what happens on them, from top to bottom. */
export interface SequenceChart {
  readonly left: string;
  readonly right: string;
  readonly events: readonly ChartEvent[];
}

/** Columns between the two lifelines. */
const gap = 58;
/** Columns an arrow takes: it ends half way, for what is sent and what arrives are two events. */
const arrowLength = 27;
const margin = "     ";

/** A sequence chart as plain text. Arrows that leave a lifeline and arrows that reach one have their own lines. */
export function sequenceChartText({ left, right, events }: SequenceChart): string {
  const heading = `${margin}${left.padEnd(gap + 1)}${right}`;
  const lines = events.flatMap((event, number) => linesOf(event, String(number + 1)));
  return [heading, lifelines("|", "", "|"), ...lines].map((line) => line.trimEnd()).join("\n");
}

const lifelines = (left: string, between: string, right: string, number = "", after = ""): string =>
  `${number.padStart(3)}  ${left}${between.padEnd(gap)}${right}${after}`;

function linesOf({ at, text, receives, sends = [] }: ChartEvent, number: string): string[] {
  if (at === "both") return [lifelines("x", ` ${text} `.padStart((gap + text.length) / 2).padEnd(gap), "x", number)];
  const write = at === "left" ? onTheLeft : onTheRight;
  const arrival = receives === undefined ? [] : [write("o", arrowTo(at, receives), "", number)];
  const action = receives === undefined ? write("o", "", text, number) : write("|", "", text);
  return [...arrival, action, ...sends.map((label) => write("|", arrowFrom(at, label), ""))];
}

const onTheLeft = (mark: string, arrow: string, text: string, number = ""): string =>
  lifelines(mark, arrow === "" && text !== "" ? `  ${text}` : arrow, "|", number);

const onTheRight = (mark: string, arrow: string, text: string, number = ""): string =>
  lifelines("|", arrow.padStart(gap), mark, number, text === "" ? "" : `  ${text}`);

const shaft = (label: string): string => ` ${label} `.padStart((arrowLength + label.length) / 2 + 1, "-").padEnd(arrowLength - 1, "-");
const arrowFrom = (at: "left" | "right", label: string): string => (at === "left" ? `${shaft(label)}>` : `<${shaft(label)}`);
const arrowTo = (at: "left" | "right", label: string): string => (at === "left" ? `<${shaft(label)}` : `${shaft(label)}>`);
