import type { Letter } from "../../spec/lifecycle/letters.ts";
import type { Role } from "../../spec/role.ts";
import type { Failure } from "../core/blame.ts";
import { violationIn } from "../core/lifecycle/blame-in-effects.ts";
import { establishedState, type StateNumber, step, tableOf } from "../core/lifecycle/step.ts";
import type { TransitionTable } from "../core/lifecycle/transition-table.ts";

/** Section 5.4: the order of the data frames of a sender, as the machine of its receiver has it. */
export class OrderWatch {
  readonly #table: TransitionTable;
  #state: StateNumber;

  constructor(sender: Role) {
    const receiver = sender === "client" ? "server" : "client";
    this.#table = tableOf(receiver);
    this.#state = establishedState(receiver);
  }

  /** What is wrong with the place of a data frame, if anything is. A frame out of order continues the message that it stands in. */
  take(letter: Letter, byteOffset: number): Failure | undefined {
    const [next, effects] = step(this.#table, this.#state, letter);
    const violation = violationIn(effects, byteOffset);
    if (violation === undefined) {
      this.#state = next;
      return undefined;
    }
    if (!letter.startsWith("receive.continuation")) {
      const continues = letter.endsWith("whole") ? "receive.continuation.last" : "receive.continuation.more";
      [this.#state] = step(this.#table, this.#state, continues);
    }
    return violation;
  }
}
