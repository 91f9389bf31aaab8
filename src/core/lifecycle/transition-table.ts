import type { EffectName, SayingEffect } from "../../../spec/lifecycle/effects.ts";
import { letters } from "../../../spec/lifecycle/letters.ts";
import type { StateFacts } from "../../../spec/lifecycle/state-facts.ts";
import type { RequirementId } from "../../../spec/requirements.ts";

/** What a step asks for; a blame or a refusal says which requirement it is about, and what was done to it. */
export type Effect =
  | { readonly effect: Exclude<EffectName, SayingEffect> }
  | { readonly effect: SayingEffect; readonly requirement: RequirementId; readonly detail: string };

/** The outcome of one letter in one state: the next state's number, and the effects in order. */
export type Cell = readonly [next: number, effects: readonly Effect[]];

/** One role's machine, compiled; facts are indexed by state, cells by state and then by the letter's place in the alphabet. */
export interface TransitionTable {
  readonly states: readonly string[];
  readonly facts: readonly StateFacts[];
  readonly cells: readonly (readonly Cell[])[];
}

/** A letter as its place in the alphabet: what the per-frame path works with. */
export type LetterNumber = number;

/** The numbers of all letters, by name. */
export const letterNumbers: Readonly<Record<(typeof letters)[number], LetterNumber>> = Object.fromEntries(
  letters.map((letter, number) => [letter, number]),
) as Record<(typeof letters)[number], LetterNumber>;
