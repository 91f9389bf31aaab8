import type { EffectName } from "../../../spec/lifecycle/effects.ts";
import { letters } from "../../../spec/lifecycle/letters.ts";
import type { RequirementId } from "../../../spec/requirements.ts";

/** What a step asks for; `blame` and `refuse` name the requirement. */
export interface Effect {
  readonly effect: EffectName;
  readonly requirement?: RequirementId;
}

/** The outcome of one letter in one state: the next state's number, and the effects in order. */
export type Cell = readonly [next: number, effects: readonly Effect[]];

/** One role's machine, compiled; cells are indexed by state, then by the letter's place in the alphabet. */
export interface TransitionTable {
  readonly states: readonly string[];
  readonly initialEffects: readonly Effect[];
  readonly cells: readonly (readonly Cell[])[];
}

/** A letter as its place in the alphabet: what the per-frame path works with. */
export type LetterNumber = number;

/** The numbers of all letters, by name. */
export const letterNumbers: Readonly<Record<(typeof letters)[number], LetterNumber>> = Object.fromEntries(
  letters.map((letter, number) => [letter, number]),
) as Record<(typeof letters)[number], LetterNumber>;
