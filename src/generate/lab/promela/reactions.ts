import { type Letter, letters } from "../../../../spec/lifecycle/letters.ts";
import type { Role } from "../../../../spec/role.ts";
import type { CompiledEffect, CompiledMachine } from "../../machine/compile-machine.ts";
import { letterName, requirementName, stateName } from "./names.ts";

/** The machine of each role. */
export type Machines = Readonly<Record<Role, CompiledMachine>>;

/** The letters that one process takes, as an inline of its own. */
const inlines = {
  onArrival: /^(handshake|receive|transport[.]ended)/,
  onCommand: /^(send|answer|transport[.]opened)/,
  onTimer: /^timer[.]/,
};

/** The tables of both machines as Promela: for each letter, what is done in which states. */
export const reactionsText = (machines: Machines): string =>
  Object.entries(inlines)
    .map(([name, pattern]) =>
      inlineText(
        name,
        letters.filter((letter) => pattern.test(letter)),
        machines,
      ),
    )
    .join("\n\n");

const inlineText = (name: string, among: readonly Letter[], machines: Machines): string =>
  [`inline ${name}() {`, "  if", ...among.flatMap((letter) => letterLines(letter, machines)), "  fi", "}"].join("\n");

function letterLines(letter: Letter, { client, server }: Machines): string[] {
  const [ofClient, ofServer] = [reactionsOf(client, letter), reactionsOf(server, letter)];
  const shared = client.states.filter((state) => ofClient.get(state) === ofServer.get(state));
  const own = ({ states }: CompiledMachine) => states.filter((state) => !shared.includes(state));
  return [
    `  :: letter == ${letterName(letter)} ->`,
    "    if",
    ...optionLines("", shared, ofClient),
    ...optionLines("me == CLIENT && ", own(client), ofClient),
    ...optionLines("me == SERVER && ", own(server), ofServer),
    "    fi",
  ];
}

/** What is done on a letter, by state. */
const reactionsOf = (machine: CompiledMachine, letter: Letter): ReadonlyMap<string, string> =>
  new Map(machine.states.map((state, number) => [state, reactionText(machine, number, letters.indexOf(letter))]));

function reactionText({ states, next, effects }: CompiledMachine, state: number, letter: number): string {
  const after = next[state]?.[letter] as number;
  const moves = after === state ? [] : [`self.state = ${stateName(states[after] as string)}`];
  return [...moves, ...(effects[state]?.[letter] ?? []).map(effectText)].join("; ");
}

/** The call of an effect. */
const effectText = ({ effect, requirement }: CompiledEffect): string =>
  `${effect}(${requirement === undefined ? "" : requirementName(requirement)})`;

/** States in which the same is done share an option. */
function optionLines(condition: string, states: readonly string[], reactions: ReadonlyMap<string, string>): string[] {
  const texts = [...new Set(states.map((state) => reactions.get(state) as string))];
  return texts.map((text) => {
    const isThere = states.filter((state) => reactions.get(state) === text).map((state) => `self.state == ${stateName(state)}`);
    const where = isThere.length > 1 && condition !== "" ? `(${isThere.join(" || ")})` : isThere.join(" || ");
    return `    :: ${condition}${where} -> ${text}`;
  });
}
