import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect } from "vitest";
import { type Letter, letters } from "../spec/lifecycle/letters.ts";
import type { StateFacts } from "../spec/lifecycle/state-facts.ts";
import { requirementIds } from "../spec/requirements.ts";
import { roles } from "../src/arbitraries/sessions.ts";
import { transitionTables } from "../src/core/lifecycle/transition-table.generated.ts";
import type { Cell } from "../src/core/lifecycle/transition-table.ts";
import { generatedFiles } from "../src/generate/generated-files.ts";
import { compileBoth } from "../src/generate/machine/compile-machine.ts";
import { effectInWords, RunningMachine } from "./adapters/running-machine.ts";
import { exhaustive, property } from "./property.ts";

const bothRoles = ["client", "server"] as const;
type Role = (typeof bothRoles)[number];

const cellOf = (role: Role, state: number, letter: Letter): Cell =>
  transitionTables[role].cells[state]?.[letters.indexOf(letter)] ?? [Number.NaN, []];

const wordsOf = ([, effects]: Cell): string[] => effects.map(effectInWords);

const factsOf = (role: Role, state: number): StateFacts | undefined => transitionTables[role].facts[state];

/** For every state that can be reached in a table, a shortest sequence of letters that leads there. */
function pathsOf(role: Role): Map<number, readonly Letter[]> {
  const paths = new Map<number, readonly Letter[]>([[0, []]]);
  for (const [state, path] of paths) {
    for (const letter of letters) {
      const [next] = cellOf(role, state, letter);
      if (!paths.has(next)) paths.set(next, [...path, letter]);
    }
  }
  return paths;
}

interface Place {
  readonly role: Role;
  readonly state: string;
  readonly path: readonly Letter[];
  readonly letter: Letter;
}

function* places(): Generator<Place> {
  for (const role of bothRoles) {
    for (const [number, path] of pathsOf(role)) {
      const state = transitionTables[role].states[number] as string;
      for (const letter of letters) yield { role, state, path, letter };
    }
  }
}

/** A stopped actor takes no letters, so nothing can be compared in the states at the end. */
const livePlaces = (): Place[] => [...places()].filter((place) => factsOf(place.role, numberOf(place))?.readyState !== "CLOSED");

const numberOf = ({ role, state }: Place): number => transitionTables[role].states.indexOf(state);

exhaustive({
  title: "the table on disk is the one that a fresh compile of the machine writes",
  requires: ["ours/lifecycle/table-is-machine"],
  over: () => ["src/core/lifecycle/transition-table.generated.ts"],
  holds: (path) => {
    const committed = readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
    expect(committed).toBe(generatedFiles().get(path));
  },
});

exhaustive({
  title: "the table that the endpoint imports holds every cell of a fresh compile",
  requires: ["ours/lifecycle/table-is-machine"],
  over: () => bothRoles,
  holds: (role) => {
    const { states, facts, next, effects } = compileBoth()[role];
    const cells = next.map((row, state) => row.map((target, letter) => [target, effects[state]?.[letter]]));
    expect(transitionTables[role]).toEqual({ states, facts, cells });
  },
});

exhaustive({
  title: "every live cell does what a running XState actor does: the same next state, the same effects, in the same order",
  requires: ["ours/lifecycle/table-is-machine"],
  over: livePlaces,
  holds: (place) => {
    const machine = new RunningMachine(place.role);
    for (const letter of place.path) machine.take(letter);
    expect(machine.state).toBe(place.state);
    const cell = cellOf(place.role, numberOf(place), place.letter);
    expect(machine.take(place.letter)).toEqual(wordsOf(cell));
    expect(machine.state).toBe(transitionTables[place.role].states[cell[0]]);
    expect(machine.facts).toEqual(factsOf(place.role, cell[0]));
  },
});

exhaustive({
  title: "a running XState actor does nothing before its first letter, and begins with the facts of the first state",
  requires: ["ours/lifecycle/table-is-machine"],
  over: () => bothRoles,
  holds: (role) => {
    expect(RunningMachine.initialEffects(role)).toEqual([]);
    expect(new RunningMachine(role).facts).toEqual(factsOf(role, 0));
  },
});

/** Letters as a life brings them: those that end it are rare, so that walks are long. */
const walks = (): fc.Arbitrary<Letter[]> => {
  const ending = letters.filter((letter) => /^(transport|timer|handshake|answer)|close$|violation$|excess$/.test(letter));
  const going = letters.filter((letter) => !ending.includes(letter));
  const oneLetter = fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...going) }, { weight: 1, arbitrary: fc.constantFrom(...ending) });
  // Each role ignores or refuses what opens the other.
  const opening: Letter[] = ["transport.opened", "handshake.requested", "answer.accept", "handshake.accepted"];
  return fc
    .tuple(fc.constantFrom(opening, opening, opening, opening.slice(0, 2), []), fc.array(oneLetter, { maxLength: 250, size: "max" }))
    .map(([first, rest]) => [...first, ...rest]);
};

const namesSeen = new Map<string, string>();

property({
  title: "on long random walks the table and a running XState actor stay together, and no two states share a name",
  requires: ["ours/lifecycle/table-is-machine"],
  given: [roles(), walks()],
  runs: 60,
  holds: (role, walk) => {
    const machine = new RunningMachine(role);
    let state = 0;
    for (const letter of walk) {
      const cell = cellOf(role, state, letter);
      expect(machine.take(letter)).toEqual(wordsOf(cell));
      expect(machine.state).toBe(transitionTables[role].states[cell[0]]);
      const value = namesSeen.get(machine.state) ?? machine.stateValue;
      expect(machine.stateValue).toBe(value);
      namesSeen.set(machine.state, value);
      [state] = cell;
      if (machine.facts.readyState === "CLOSED") break;
    }
  },
});

exhaustive({
  title: "every cell is decided: it moves on or does something, and what it calls impossible it does not mix with anything else",
  requires: ["ours/lifecycle/total"],
  over: places,
  holds: (place) => {
    const [next, effects] = cellOf(place.role, numberOf(place), place.letter);
    const names = effects.map(({ effect }) => effect);
    if (next === numberOf(place)) expect(names).not.toEqual([]);
    if (names.includes("impossible")) expect([next, names]).toEqual([numberOf(place), ["impossible"]]);
    for (const quiet of ["refuse", "refuseLate"] as const) {
      if (names.includes(quiet)) expect([next, names]).toEqual([numberOf(place), [quiet]]);
    }
    if (names.includes("discard")) expect([next, names]).toEqual([numberOf(place), ["discard"]]);
  },
});

exhaustive({
  title: "every refusal and every blame names a requirement of the catalogue and says what was done, and nothing else does",
  requires: ["ours/lifecycle/total"],
  over: places,
  holds: (place) => {
    for (const each of cellOf(place.role, numberOf(place), place.letter)[1]) {
      const isSaying = each.effect === "refuse" || each.effect === "refuseLate" || each.effect === "blame";
      expect("requirement" in each && "detail" in each).toBe(isSaying);
      if (!("requirement" in each)) continue;
      expect(requirementIds).toContain(each.requirement);
      expect(each.detail).not.toBe("");
    }
  },
});

exhaustive({
  title: "the table has a cell for every letter in every state, and no state that cannot be reached",
  requires: ["ours/lifecycle/total"],
  over: () => bothRoles,
  holds: (role) => {
    const { states, cells } = transitionTables[role];
    expect([...pathsOf(role).keys()].sort((one, other) => one - other)).toEqual(states.map((_, number) => number));
    expect(cells.map((row) => row.length)).toEqual(states.map(() => letters.length));
  },
});
