import type { Letter } from "../../../spec/lifecycle/letters.ts";
import type { StateFacts } from "../../../spec/lifecycle/state-facts.ts";
import { ImpossibleError, type Misuse, type TooLate } from "../blame.ts";
import { refusalIn } from "./blame-in-effects.ts";
import { factsOf, type StateNumber, step } from "./step.ts";
import type { Effect, TransitionTable } from "./transition-table.ts";

/** One connection's place in the compiled machine. */
export class Lifecycle {
  readonly #table: TransitionTable;
  #state: StateNumber;
  #facts: StateFacts;

  /** A connection begins in the first state of the table, or in another, as when somebody else has opened it. */
  constructor(table: TransitionTable, state: StateNumber = 0) {
    this.#table = table;
    this.#state = state;
    this.#facts = factsOf(table, this.#state);
  }

  /** The name of the state, as in the transition table. */
  get stateName(): string {
    return this.#table.states[this.#state] ?? "";
  }

  /** What is so in the state: where the connection stands, what becomes of bytes, whether it was clean. */
  get facts(): StateFacts {
    return this.#facts;
  }

  /** Why a letter of our caller is refused now, or `undefined` where it is allowed; nothing changes. */
  refusalOf(letter: Letter): Misuse | TooLate | undefined {
    const [next, effects] = step(this.#table, this.#state, letter);
    const refusal = refusalIn(effects);
    if (refusal !== undefined && next !== this.#state) {
      throw new ImpossibleError(`${letter} is refused in state ${this.stateName} and leads to another`);
    }
    return refusal;
  }

  /** Takes one letter: moves on and returns what is to be done. */
  take(letter: Letter): readonly Effect[] {
    const [next, effects] = step(this.#table, this.#state, letter);
    if (effects.length === 0 && next === this.#state) throw new ImpossibleError(`${letter} is undecided in state ${this.stateName}`);
    for (const { effect } of effects) {
      if (effect === "impossible") throw new ImpossibleError(`${letter} in state ${this.stateName}`);
    }
    if (next !== this.#state) {
      this.#facts = factsOf(this.#table, next);
      this.#state = next;
    }
    return effects;
  }
}
