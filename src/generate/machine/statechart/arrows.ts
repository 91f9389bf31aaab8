import { type ChartReaction, type ChartState, statesIn } from "./chart.ts";
import { isDrawn } from "./reaction-groups.ts";

/** Reactions of one state that lead along the same arrow. */
export interface ArrowPart {
  /** The state that reacts, where it is further inside than the arrow begins. */
  readonly within: string | undefined;
  readonly reactions: readonly ChartReaction[];
}

/** An arrow between two neighbours inside a state. */
export interface Arrow {
  readonly from: ChartState;
  readonly to: ChartState;
  readonly parts: readonly ArrowPart[];
}

/** The arrows between the states directly inside a state; a reaction from further inside leaves through its neighbour's border. */
export const arrowsInside = ({ states }: ChartState): Arrow[] =>
  states.flatMap((from) =>
    states
      .map((to) => ({ from, to, parts: statesIn(from).flatMap((source) => partsOf(source, from, to)) }))
      .filter(({ parts }) => parts.length > 0),
  );

function partsOf(source: ChartState, from: ChartState, to: ChartState): ArrowPart[] {
  const reactions = source.reactions.filter((reaction) => isDrawn(reaction) && leads(reaction, from, to));
  return reactions.length === 0 ? [] : [{ within: source === from ? undefined : source.path.slice(from.path.length + 1), reactions }];
}

const leads = ({ target }: ChartReaction, from: ChartState, to: ChartState): boolean =>
  target !== undefined && target === to.path && (from.path === to.path || !target.startsWith(`${from.path}.`));
