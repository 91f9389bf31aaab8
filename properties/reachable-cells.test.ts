import { expect } from "vitest";
import { letters } from "../spec/lifecycle/letters.ts";
import type { Role } from "../spec/role.ts";
import { transitionTables } from "../src/core/lifecycle/transition-table.generated.ts";
import { type CellName, lookedUpCells } from "./adapters/looked-up-cells.ts";
import { exhaustive } from "./property.ts";

const bothRoles = ["client", "server"] as const;

/** The cells of a table, by whether they are called impossible. */
function cellsOf(role: Role, isImpossible: boolean): CellName[] {
  const { states, cells } = transitionTables[role];
  return cells.flatMap((row, state) =>
    row.flatMap(([, effects], place): CellName[] => {
      const letter = letters[place];
      if (letter === undefined || effects.some(({ effect }) => effect === "impossible") !== isImpossible) return [];
      return [`${states[state] ?? ""}, ${letter}`];
    }),
  );
}

exhaustive({
  title:
    "whatever is fed to it in any state, an endpoint looks up every cell of its table but those that are called impossible, and none of these",
  requires: ["ours/lifecycle/total"],
  over: () => bothRoles,
  holds: (role) => {
    const lookedUp = lookedUpCells(role);
    expect(cellsOf(role, false).filter((cell) => !lookedUp.has(cell))).toEqual([]);
    expect(cellsOf(role, true).filter((cell) => lookedUp.has(cell))).toEqual([]);
  },
});

exhaustive({
  title:
    "a letter of a frame is impossible where bytes are not read as frames, one of a head where they belong to none, and nothing else is",
  requires: ["ours/lifecycle/total"],
  over: () => bothRoles,
  holds: (role) => {
    const { states, facts } = transitionTables[role];
    const others = role === "client" ? ["handshake.requested"] : ["handshake.accepted"];
    const outOfReach = facts.flatMap(({ bytes }, state) =>
      letters
        .filter(
          (letter) =>
            (letter.startsWith("receive.") && bytes !== "frames") ||
            (letter.startsWith("handshake.") && (bytes !== "head" || others.includes(letter))),
        )
        .map((letter): CellName => `${states[state] ?? ""}, ${letter}`),
    );
    expect(cellsOf(role, true)).toEqual(outOfReach);
  },
});
