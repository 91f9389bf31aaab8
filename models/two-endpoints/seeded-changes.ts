import type { EffectName } from "../../spec/lifecycle/effects.ts";
import { type Letter, letters } from "../../spec/lifecycle/letters.ts";
import { lookalikes, neighbours } from "./easily-confused.ts";
import type { EndpointTable, TableEffect } from "./side.ts";

/** One cell of a table. */
export type TableCell = EndpointTable["cells"][number][number];

/** A cell where it stands. */
export interface PlacedCell {
  readonly table: EndpointTable;
  readonly state: number;
  readonly letter: Letter;
  readonly cell: TableCell;
}

/** What a cell becomes, and in words what was done to it. */
export interface CellChange {
  readonly words: string;
  readonly cell: TableCell;
}

/** One way to get a cell wrong. */
export interface ChangeKind {
  readonly kind: string;
  readonly changesOf: (place: PlacedCell) => readonly CellChange[];
}

/** What a caller is refused for, and what a peer is blamed for. */
const requirements = {
  refuse: ["rfc6455/6.1/open-before-sending", "rfc6455/5.5.1/no-data-after-close", "rfc6455/5.4/continuation-follows-start"],
  refuseLate: ["rfc6455/6.1/open-before-sending", "rfc6455/5.5.1/no-data-after-close"],
  blame: ["rfc6455/5.4/continuation-follows-start", "rfc6455/5.4/fragments-not-interleaved"],
} as const;

/** What may be done once too often. */
const additions: readonly EffectName[] = ["shutTransport", "emitFailed", "startClosingTimer", "writePong"];

const isQuiet = ({ effect }: TableEffect): boolean => effect === "discard" || effect === "refuse" || effect === "refuseLate";
/** A blame says something about the effects behind it; the others are done one after the other. */
const isDone = (effect: TableEffect): boolean => !isQuiet(effect) && effect.effect !== "blame";
const numbersOf = (table: EndpointTable): number[] => table.states.map((_, number) => number);

/** A change at each effect of a cell, where there is one. */
const atEachEffect =
  (changed: (effect: TableEffect, before: readonly TableEffect[], after: readonly TableEffect[]) => readonly (CellEffects | undefined)[]) =>
  ({ cell: [next, effects] }: PlacedCell): CellChange[] =>
    effects.flatMap((effect, i) =>
      changed(effect, effects.slice(0, i), effects.slice(i + 1)).flatMap((change) =>
        change === undefined ? [] : [{ words: change.words, cell: [next, change.effects] as const }],
      ),
    );

interface CellEffects {
  readonly words: string;
  readonly effects: readonly TableEffect[];
}

/** Every way to get a cell wrong that is tried. */
export const changeKinds: readonly ChangeKind[] = [
  {
    kind: "an effect is left out",
    changesOf: atEachEffect((effect, before, after) => [{ words: `${effect.effect} left out`, effects: [...before, ...after] }]),
  },
  {
    kind: "an effect happens twice",
    changesOf: atEachEffect((effect, before, after) => [
      isDone(effect) ? { words: `${effect.effect} twice`, effects: [...before, effect, effect, ...after] } : undefined,
    ]),
  },
  {
    kind: "two effects change places",
    changesOf: atEachEffect((effect, before, [other, ...after]) => [
      other !== undefined && isDone(effect)
        ? { words: `${other.effect} before ${effect.effect}`, effects: [...before, other, effect, ...after] }
        : undefined,
    ]),
  },
  {
    kind: "an effect is taken for another",
    changesOf: atEachEffect((effect, before, after) => {
      const other = lookalikes[effect.effect];
      return [
        other === undefined
          ? undefined
          : { words: `${other} instead of ${effect.effect}`, effects: [...before, { ...effect, effect: other }, ...after] },
      ];
    }),
  },
  {
    kind: "there is an effect too many",
    changesOf: ({ cell: [next, effects] }) =>
      effects.some(isQuiet)
        ? []
        : additions
            .filter((added) => effects.every(({ effect }) => effect !== added))
            .map((added) => ({ words: `${added} as well`, cell: [next, [...effects, { effect: added }]] })),
  },
  {
    kind: "another requirement is named",
    changesOf: atEachEffect((named, before, after) => {
      const { effect, requirement } = named;
      if (effect !== "refuse" && effect !== "refuseLate" && effect !== "blame") return [];
      return requirements[effect]
        .filter((other) => other !== requirement)
        .map((other) => ({ words: `${effect} by ${other}`, effects: [...before, { ...named, requirement: other }, ...after] }));
    }),
  },
  {
    kind: "what is refused is done",
    changesOf: ({ letter, cell: [next, effects] }) =>
      letter.startsWith("send.") && effects.some(({ effect }) => effect === "refuse" || effect === "refuseLate")
        ? [{ words: "written instead of refused", cell: [next, [{ effect: "writeFrame" }]] }]
        : [],
  },
  {
    kind: "nothing is done",
    changesOf: ({ state, cell: [, effects] }) =>
      effects.some(isQuiet) ? [] : [{ words: "discarded", cell: [state, [{ effect: "discard" }]] }],
  },
  {
    kind: "what happens is called impossible",
    changesOf: ({ state }) => [{ words: "impossible", cell: [state, [{ effect: "impossible" }]] }],
  },
  {
    kind: "the state stays as it is",
    changesOf: ({ state, cell: [next, effects] }) => (next === state ? [] : [{ words: "no other state", cell: [state, effects] }]),
  },
  {
    kind: "another state is entered",
    changesOf: ({ table, state, cell: [next, effects] }) =>
      numbersOf(table)
        .filter((other) => other !== next && other !== state)
        .map((other) => ({ words: `to ${stateInWords(table, other)}`, cell: [other, effects] })),
  },
  {
    kind: "the cell of another letter is taken",
    changesOf: ({ table, state, letter }) => {
      const other = neighbours[letter];
      return other === undefined ? [] : [{ words: `as for ${other}`, cell: cellAt(table, state, other) }];
    },
  },
  {
    kind: "the cell of another state is taken",
    changesOf: ({ table, state, letter }) =>
      numbersOf(table)
        .filter((other) => other !== state)
        .map((other) => ({ words: `as in ${stateInWords(table, other)}`, cell: cellAt(table, other, letter) })),
  },
];

/** The cell of a letter in a state. */
export const cellAt = (table: EndpointTable, state: number, letter: Letter): TableCell =>
  table.cells[state]?.[letters.indexOf(letter)] ?? [state, []];

/** A state's name as one reads it: `hearing between messages / speaking inside message`. */
export const stateInWords = (table: EndpointTable, state: number): string =>
  (table.states[state] ?? "")
    .replace("incoming.", "")
    .replace(" outgoing.ended", " / close sent")
    .replace(" outgoing.", " / ")
    .replaceAll(".", " ")
    .replaceAll("Messages", " messages")
    .replaceAll("Message", " message");
