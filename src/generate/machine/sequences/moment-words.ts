import type { Moment, Run } from "./two-machines.ts";

/** A state of the compiled table in few words: the two directions, and whether a message is unfinished. */
export function stateInWords(state: string): string {
  if (!state.includes(" ")) return state;
  return state
    .split(" ")
    .map((region) => {
      const [direction, ...inside] = region.split(".");
      return `${direction} ${inside.at(-1) === "insideMessage" ? `${inside[0]} (inside a message)` : inside[0]}`;
    })
    .join(", ");
}

/** The letter an endpoint reads at a moment, or what a rule-breaker does. */
export const momentInWords = ({ letter, remark, effects, isOver }: Moment): string =>
  remark !== undefined && effects.length === 0 && !isOver ? remark : letter;

/** An effect without the requirement it carries. */
export const effectName = (effect: string): string => effect.split(" ")[0] as string;

/** How a run ended, in a sentence. */
export function endInWords({ moments }: Run): string {
  const last = (role: string) => moments.filter(({ at }) => at === role).at(-1);
  const open = ["client", "server"].filter((role) => last(role)?.isOver !== true);
  return open.length === 0
    ? `Both sides are closed after ${moments.length} steps.`
    : `What becomes of the ${open.join(" and the ")} is not shown.`;
}
