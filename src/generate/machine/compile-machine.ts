import { initialTransition, transition } from "xstate";
import { type ConnectionMachine, connectionMachine } from "../../../spec/lifecycle/connection.machine.ts";
import type { EffectName } from "../../../spec/lifecycle/effects.ts";
import { letters } from "../../../spec/lifecycle/letters.ts";
import type { StateFacts } from "../../../spec/lifecycle/state-facts.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import { factsOfTags } from "./facts-of-tags.ts";

/** One effect as the table keeps it: its name, and what is said with a blame or a refusal. */
export interface CompiledEffect {
  readonly effect: EffectName;
  readonly requirement?: RequirementId;
  readonly detail?: string;
}

/** A machine walked into a flat table; `next` and `effects` are indexed by state, then letter. */
export interface CompiledMachine {
  readonly states: readonly string[];
  readonly facts: readonly StateFacts[];
  readonly next: readonly (readonly number[])[];
  readonly effects: readonly (readonly (readonly CompiledEffect[])[])[];
}

interface XStateAction {
  readonly type: string;
  readonly params?: unknown;
}

/** The effects among the actions XState hands back; the raised events it has already processed are not. */
const effectsOf = (actions: readonly XStateAction[]): CompiledEffect[] =>
  actions
    .filter(({ type }) => !type.startsWith("xstate."))
    .map(({ type, params }) => ({ effect: type as EffectName, ...(params as Omit<CompiledEffect, "effect"> | undefined) }));

/** Walks every (state, letter) pair of a machine, breadth first from its initial state. */
function compileMachine(machine: ConnectionMachine): CompiledMachine {
  const [first, initialActions] = initialTransition(machine);
  if (initialActions.length > 0) throw new Error("The machine does something before it has read a letter, for which no cell has a place.");
  const numbers = new Map([[stateName(first.value), 0]]);
  const queue = [first];
  const next: number[][] = [];
  const effects: CompiledEffect[][][] = [];
  for (const snapshot of queue) {
    const reactions = letters.map((type) => transition(machine, snapshot, { type }));
    for (const [after] of reactions) {
      const name = stateName(after.value);
      if (!numbers.has(name)) {
        numbers.set(name, numbers.size);
        queue.push(after);
      }
    }
    next.push(reactions.map(([after]) => numbers.get(stateName(after.value)) as number));
    effects.push(reactions.map(([, actions]) => effectsOf(actions)));
  }
  return { states: [...numbers.keys()], facts: queue.map(({ tags }) => factsOfTags(tags)), next, effects };
}

/** Both machines, compiled. */
export const compileBoth = (): Record<Role, CompiledMachine> => ({
  client: compileMachine(connectionMachine("client")),
  server: compileMachine(connectionMachine("server")),
});

/** A readable name for an XState state value: `incoming.hearing.insideMessage outgoing.ended`. */
export function stateName(value: unknown): string {
  if (typeof value === "string") return value;
  const entries = Object.entries(value as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && only[0] === "established") return stateName(only[1]);
  return entries.map(([key, inner]) => `${key}.${stateName(inner)}`).join(" ");
}
