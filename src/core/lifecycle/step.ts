import type { Letter } from "../../../spec/lifecycle/letters.ts";
import type { StateFacts } from "../../../spec/lifecycle/state-facts.ts";
import type { Role } from "../../../spec/role.ts";
import { ImpossibleError } from "../blame.ts";
import { transitionTables } from "./transition-table.generated.ts";
import { type Cell, letterNumbers, type TransitionTable } from "./transition-table.ts";

/** A state of the machine as its number in the table. */
export type StateNumber = number;

/** The outcome of a letter in a state. */
export function step(table: TransitionTable, state: StateNumber, letter: Letter): Cell {
  const cell = table.cells[state]?.[letterNumbers[letter]];
  if (cell === undefined) throw new ImpossibleError(`the table has no cell for ${letter} in state ${state}`);
  return cell;
}

/** What is so in a state. */
export function factsOf(table: TransitionTable, state: StateNumber): StateFacts {
  const facts = table.facts[state];
  if (facts === undefined) throw new ImpossibleError(`the table says nothing about state ${state}`);
  return facts;
}

/** The table of a role. */
export const tableOf = (role: Role): TransitionTable => transitionTables[role];

/** The letters that lead a role from its beginning to an open connection. */
const openingLetters: Readonly<Record<Role, readonly Letter[]>> = {
  client: ["transport.opened", "handshake.accepted"],
  server: ["transport.opened", "handshake.requested", "answer.accept"],
};

/** The state of a connection that is open and on which nothing was said yet. */
export function establishedState(role: Role): StateNumber {
  const table = tableOf(role);
  return openingLetters[role].reduce((state, letter) => step(table, state, letter)[0], 0);
}
