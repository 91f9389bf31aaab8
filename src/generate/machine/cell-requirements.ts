import { initialTransition, transition } from "xstate";
import { connectionMachine } from "../../../spec/lifecycle/connection.machine.ts";
import { type Letter, letters } from "../../../spec/lifecycle/letters.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import { stateName } from "./compile-machine.ts";

/** For each state of the compiled table, then each letter: the requirements its transitions carry. */
export type CellRequirements = ReadonlyMap<string, ReadonlyMap<Letter, readonly RequirementId[]>>;

interface Carrying {
  readonly requires?: readonly RequirementId[];
}

/** Asks the machine of a role which requirements each cell of its table carries, those of the states it enters included. */
export function cellRequirements(role: Role): CellRequirements {
  const machine = connectionMachine(role);
  const [first] = initialTransition(machine);
  type Snapshot = typeof first;

  const ofTransitions = (snapshot: Snapshot, letter: Letter): RequirementId[] =>
    machine
      .getTransitionData(snapshot, { type: letter })
      .flatMap(({ meta, actions }) => [
        ...((meta as Carrying | undefined)?.requires ?? []),
        ...raisedLetters(actions).flatMap((raised) => ofTransitions(snapshot, raised)),
      ]);
  const reaction = (snapshot: Snapshot, letter: Letter) => {
    const [after] = transition(machine, snapshot, { type: letter });
    return { after, requires: [...new Set([...ofTransitions(snapshot, letter), ...ofEnteredStates(snapshot.getMeta(), after.getMeta())])] };
  };

  const found = new Map<string, Map<Letter, readonly RequirementId[]>>();
  const queue = [first];
  for (const snapshot of queue) {
    if (found.has(stateName(snapshot.value))) continue;
    const reactions = letters.map((letter) => ({ letter, ...reaction(snapshot, letter) }));
    found.set(stateName(snapshot.value), new Map(reactions.map(({ letter, requires }) => [letter, requires])));
    queue.push(...reactions.map(({ after }) => after));
  }
  return found;
}

const ofEnteredStates = (before: object, after: object): RequirementId[] =>
  Object.entries(after).flatMap(([id, meta]) => (id in before ? [] : ((meta as Carrying).requires ?? [])));

const raisedLetters = (actions: readonly unknown[]): Letter[] =>
  actions.flatMap((action) => (action as { event?: { type: Letter } }).event?.type ?? []);
