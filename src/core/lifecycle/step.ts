import type { Letter } from "../../../spec/lifecycle/letters.ts";
import { isControlOpcode } from "../../../spec/registries/opcodes.ts";
import type { Role } from "../../../spec/role.ts";
import { decodeHeader } from "../frame/frame-header.ts";
import { firstBrokenRule, type HeaderPolicy } from "../frame/header-rules.ts";
import { dataLetter } from "./letter-of.ts";
import { transitionTables } from "./transition-table.generated.ts";
import { type Cell, type Effect, letterNumbers, type TransitionTable } from "./transition-table.ts";

/** A state of the machine as its number in the table. */
export type StateNumber = number;

/** The outcome of a letter in a state. */
export function step(table: TransitionTable, state: StateNumber, letter: Letter): Cell {
  return (table.cells[state] as readonly Cell[])[letterNumbers[letter]] as Cell;
}

/** The table of a role. */
export const tableOf = (role: Role): TransitionTable => transitionTables[role];

/** No fast way: the rules and the table have to be asked. */
export const slow = 0xff;

/**
 * For each state and first header byte, the next state if that byte begins a data frame that breaks no rule, is in order,
 * and asks for nothing but its payload to be read; `slow` for everything else.
 */
export function fastFirstBytes(table: TransitionTable, policy: HeaderPolicy): Uint8Array {
  const fast = new Uint8Array(table.states.length << 8).fill(slow);
  for (let first = 0; first < 0x100; first++) {
    const header = decodeHeader(Uint8Array.of(first, 0), 0);
    if (isControlOpcode(header.opcode) || firstBrokenRule(header, policy, 0, 1) !== undefined) continue;
    const letter = dataLetter("receive", header.opcode, header.fin);
    table.states.forEach((_, state) => {
      const [next, effects] = step(table, state, letter);
      // Where data is read, nothing else is asked for.
      if ((effects[0] as Effect).effect === "readData") fast[(state << 8) | first] = next;
    });
  }
  return fast;
}

/** For each second header byte, 1 if it settles that the header breaks no rule of a data frame. */
export function cleanSecondBytes(policy: HeaderPolicy): Uint8Array {
  return Uint8Array.from({ length: 0x100 }, (_, second) => {
    const header = decodeHeader(Uint8Array.of(0x82, second, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0);
    return header.lengthBytes === 0 && firstBrokenRule(header, policy, 1, 2) === undefined ? 1 : 0;
  });
}
