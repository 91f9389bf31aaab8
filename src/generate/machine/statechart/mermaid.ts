import { type Arrow, arrowsInside } from "./arrows.ts";
import { type ChartState, doneEvent } from "./chart.ts";
import { groupReactions, sectionsOf } from "./reaction-groups.ts";

/** The chart as a Mermaid state diagram; what keeps a state is left to the picture and the table. */
export const chartMermaid = (chart: ChartState): string => ["stateDiagram-v2", "  direction TB", ...inside(chart, "  ")].join("\n");

function inside(state: ChartState, indent: string): string[] {
  if (state.kind === "parallel") {
    return state.states.flatMap((region, place) => [...(place === 0 ? [] : [`${indent}--`]), ...composite(region, indent)]);
  }
  const first = state.states.find(({ key }) => key === state.initial);
  return [
    ...(first === undefined ? [] : [`${indent}[*] --> ${nameOf(first)}`]),
    ...state.states.flatMap((child) => (child.states.length === 0 ? leaf(child, indent) : composite(child, indent))),
    ...arrowsInside(state).flatMap((arrow) => arrowLines(arrow, indent)),
  ];
}

const composite = (state: ChartState, indent: string): string[] => [
  `${indent}state "${state.key}" as ${nameOf(state)} {`,
  ...inside(state, `${indent}  `),
  `${indent}}`,
];

const leaf = (state: ChartState, indent: string): string[] => [
  `${indent}state "${state.key}" as ${nameOf(state)}`,
  ...(state.kind === "final" ? [`${indent}${nameOf(state)} --> [*]`] : []),
];

const arrowLines = ({ from, to, parts }: Arrow, indent: string): string[] =>
  parts.flatMap(({ within, reactions }) =>
    groupReactions(reactions).map(({ events, reaction }) => {
      const place = within === undefined ? "" : ` in ${within}`;
      const cause = events.map((event) => (event === doneEvent ? "both directions have ended" : event)).join(", ");
      return `${indent}${nameOf(from)} --> ${nameOf(to)} : ${[cause + place, sectionsOf(reaction.requires)].join(" ").trim()}`;
    }),
  );

const nameOf = ({ path }: ChartState): string => path.replaceAll(".", "_");
