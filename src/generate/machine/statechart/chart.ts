import type { AnyStateNode, AnyTransitionDefinition } from "xstate";
import { connectionMachine } from "../../../../spec/lifecycle/connection.machine.ts";
import type { EffectName } from "../../../../spec/lifecycle/effects.ts";
import { type Letter, letters } from "../../../../spec/lifecycle/letters.ts";
import type { RequirementId } from "../../../../spec/requirements.ts";
import type { Role } from "../../../../spec/role.ts";
import type { CompiledEffect } from "../compile-machine.ts";

/** One transition of the machine as it is written down, with or without a target. */
export interface ChartReaction {
  /** A letter, a pattern such as `send.text.*`, or `done` when every region below has ended. */
  readonly event: string;
  /** The path of the state entered; `undefined` where the state is kept. */
  readonly target: string | undefined;
  readonly effects: readonly CompiledEffect[];
  /** The letter that is read at once after this one. */
  readonly raises: Letter | undefined;
  readonly requires: readonly RequirementId[];
}

/** A state of the machine as it is written down, with the states inside it. */
export interface ChartState {
  /** Keys from the top, such as `established.outgoing.speaking`; empty for the machine itself. */
  readonly path: string;
  readonly key: string;
  readonly kind: "atomic" | "compound" | "parallel" | "final";
  readonly description: string;
  readonly entry: readonly EffectName[];
  readonly exit: readonly EffectName[];
  readonly requires: readonly RequirementId[];
  /** The key of the state inside that is entered first. */
  readonly initial: string | undefined;
  readonly states: readonly ChartState[];
  readonly reactions: readonly ChartReaction[];
}

/** The event of a state whose regions have all ended. */
export const doneEvent = "done";

/** The machine of a role as a tree to draw. */
export const chartOf = (role: Role): ChartState => chartState(connectionMachine(role).root);

/** A state and all states inside it, outermost first. */
export const statesIn = (state: ChartState): ChartState[] => [state, ...state.states.flatMap(statesIn)];

/** The letters that an event of a chart stands for. */
export const lettersOf = (event: string): Letter[] =>
  letters.filter((letter) => (event.endsWith("*") ? letter.startsWith(event.slice(0, -1)) : letter === event));

function chartState(node: AnyStateNode): ChartState {
  const children = Object.values(node.states) as AnyStateNode[];
  return {
    path: node.path.join("."),
    key: node.path.length === 0 ? node.machine.id : node.key,
    kind: node.type as ChartState["kind"],
    description: node.description ?? "",
    entry: node.entry.map(effectName),
    exit: node.exit.map(effectName),
    requires: requiresOf(node.meta),
    initial: node.type === "compound" ? node.initial.target[0]?.key : undefined,
    states: children.map(chartState),
    reactions: [...node.transitions.values()].flat().map(chartReaction),
  };
}

function chartReaction({ eventType, target, actions, meta }: AnyTransitionDefinition): ChartReaction {
  const raised = actions.map(raisedLetter).find((letter) => letter !== undefined);
  return {
    event: eventType.startsWith("xstate.done.") ? doneEvent : eventType,
    target: target?.[0]?.path.join("."),
    effects: actions.filter((action) => raisedLetter(action) === undefined).map(compiledEffect),
    raises: raised,
    requires: requiresOf(meta),
  };
}

const requiresOf = (meta: unknown): readonly RequirementId[] =>
  (meta as { requires?: readonly RequirementId[] } | undefined)?.requires ?? [];

const raisedLetter = (action: unknown): Letter | undefined => (action as { event?: { type: Letter } }).event?.type;

const effectName = (action: unknown): EffectName => (typeof action === "string" ? action : (action as { type: string }).type) as EffectName;

const compiledEffect = (action: unknown): CompiledEffect => ({
  effect: effectName(action),
  ...(action as { params?: { requirement: RequirementId } }).params,
});
