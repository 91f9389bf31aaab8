import { createActor } from "xstate";
import { connectionMachine } from "../../spec/lifecycle/connection.machine.ts";
import { type EffectName, effects } from "../../spec/lifecycle/effects.ts";
import type { Letter } from "../../spec/lifecycle/letters.ts";
import type { StateFacts } from "../../spec/lifecycle/state-facts.ts";
import type { Role } from "../../spec/role.ts";
import { stateName } from "../../src/generate/machine/compile-machine.ts";
import { factsOfTags } from "../../src/generate/machine/facts-of-tags.ts";

/** The machine as XState itself runs it: an actor whose actions are recorded as they are carried out. */
export class RunningMachine {
  readonly #actor: ReturnType<typeof start>;
  readonly #performed: string[];

  constructor(role: Role) {
    this.#performed = [];
    this.#actor = start(role, this.#performed);
  }

  get state(): string {
    return stateName(this.#actor.getSnapshot().value);
  }

  /** What is so in the state. */
  get facts(): StateFacts {
    return factsOfTags(this.#actor.getSnapshot().tags);
  }

  /** The state as XState has it, to see whether two states share a name. */
  get stateValue(): string {
    return JSON.stringify(this.#actor.getSnapshot().value);
  }

  /** Sends one letter and returns what was carried out because of it, in order. */
  take(letter: Letter): string[] {
    this.#performed.length = 0;
    this.#actor.send({ type: letter });
    return [...this.#performed];
  }

  /** What was carried out on the way into the initial state. */
  static initialEffects(role: Role): string[] {
    return [...new RunningMachine(role).#performed];
  }
}

function start(role: Role, performed: string[]) {
  const recording = Object.fromEntries(
    (Object.keys(effects) as EffectName[]).map((effect) => [
      effect,
      (_: unknown, params?: { requirement: string; detail: string }) => void performed.push(effectInWords({ effect, ...params })),
    ]),
  );
  const actor = createActor(connectionMachine(role).provide({ actions: recording }));
  actor.start();
  return actor;
}

interface WordedEffect {
  readonly effect: EffectName;
  readonly requirement?: string;
  readonly detail?: string;
}

/** An effect as its name, and what is said with it. */
export const effectInWords = ({ effect, requirement, detail }: WordedEffect): string =>
  requirement === undefined ? effect : `${effect} ${requirement}: ${detail}`;
