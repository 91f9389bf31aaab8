import { letters } from "../../spec/lifecycle/letters.ts";
import type { Role } from "../../spec/role.ts";
import { cellAt, changeKinds, type PlacedCell, stateInWords, type TableCell } from "./seeded-changes.ts";
import type { EndpointTables } from "./two-endpoints.ts";

/** A table with one cell that is wrong. */
export interface SeededFault {
  /** `server, hearing between messages / speaking between messages, receive.ping: writePong left out`. */
  readonly name: string;
  readonly kind: string;
  readonly role: Role;
  readonly state: number;
  readonly letter: (typeof letters)[number];
  readonly cell: TableCell;
}

const roles = ["client", "server"] as const;

/** Faults of one kind in one role's table. */
const ofEachKind = 3;

/** Where a kind begins to count: multiples of the golden ratio lie apart, so that the kinds do not all meet the same cells. */
const offsetOf = (kind: number, role: number): number => ((kind + 1) * 0.618 + role / 2) % 1;

/** The faults that are seeded: of each kind and role so many, spread evenly over the table. */
export const seededFaults = (tables: EndpointTables): SeededFault[] => {
  const all = possibleFaults(tables);
  return changeKinds.flatMap(({ kind }, kindAt) =>
    roles.flatMap((role, roleAt) =>
      spread(
        all.filter((fault) => fault.kind === kind && fault.role === role),
        offsetOf(kindAt, roleAt),
      ),
    ),
  );
};

/** Members at even distances; the first so many parts of a distance from the beginning. */
function spread<Member>(members: readonly Member[], offset: number): Member[] {
  if (members.length <= ofEachKind) return [...members];
  return Array.from({ length: ofEachKind }, (_, i) => members[Math.floor(((i + offset) * members.length) / ofEachKind)] as Member);
}

/** Every change of every kind to every cell that can be reached, once. */
function possibleFaults(tables: EndpointTables): SeededFault[] {
  const known = new Set<string>();
  return changeKinds.flatMap(({ kind, changesOf }) =>
    roles.flatMap((role) =>
      cellsOf(tables, role).flatMap((place) =>
        changesOf(place).flatMap(({ words, cell }) => {
          const { table, state, letter } = place;
          const key = JSON.stringify([role, state, letter, cell]);
          if (known.has(key) || JSON.stringify(cell) === JSON.stringify(place.cell)) return [];
          known.add(key);
          return [{ name: `${role}, ${stateInWords(table, state)}, ${letter}: ${words}`, kind, role, state, letter, cell }];
        }),
      ),
    ),
  );
}

const cellsOf = (tables: EndpointTables, role: Role): PlacedCell[] => {
  const table = tables[role];
  return table.states
    .flatMap((_, state) => letters.map((letter) => ({ table, state, letter, cell: cellAt(table, state, letter) })))
    .filter(({ cell: [, effects] }) => effects.every(({ effect }) => effect !== "impossible"));
};

/** The tables with the fault in them. */
export function tablesWith(fault: SeededFault, tables: EndpointTables): EndpointTables {
  const table = tables[fault.role];
  const cells = table.cells.map((row, state) =>
    state === fault.state ? row.map((cell, place) => (letters[place] === fault.letter ? fault.cell : cell)) : row,
  );
  return { ...tables, [fault.role]: { ...table, cells } };
}
