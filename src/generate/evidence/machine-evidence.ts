import { connectionMachine } from "../../../spec/lifecycle/connection.machine.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import type { TransitionEvidence } from "./traced-requirement.ts";

interface Place extends Omit<TransitionEvidence, "roles"> {
  readonly role: Role;
  readonly requires: readonly RequirementId[];
}

/** What this walk reads of an XState state. */
interface Chart {
  readonly path: readonly string[];
  readonly meta?: unknown;
  readonly states: Readonly<Record<string, Chart>>;
  readonly transitions: ReadonlyMap<string, readonly { readonly meta?: unknown }[]>;
}

/** The states and transitions of the machine that name a requirement in their meta; one that both roles have is one. */
export function transitionsFor(id: RequirementId): readonly TransitionEvidence[] {
  const found = places.filter(({ requires }) => requires.includes(id));
  const names = new Set(found.map(nameOf));
  return [...names].map((name) => {
    const same = found.filter((place) => nameOf(place) === name);
    const { state, letter } = same[0] as Place;
    return { roles: same.map(({ role }) => role), state, ...(letter !== undefined && { letter }) };
  });
}

const nameOf = ({ state, letter }: Place): string => `${state} ${letter ?? ""}`;

function* placesOf(role: Role, chart: Chart): Generator<Place> {
  // The root has no name; what stands there is for any state.
  const state = chart.path.length === 0 ? "any state" : chart.path.join(".");
  yield { role, state, requires: requiredBy(chart.meta) };
  for (const [letter, transitions] of chart.transitions) {
    for (const { meta } of transitions) yield { role, state, letter, requires: requiredBy(meta) };
  }
  for (const inner of Object.values(chart.states)) yield* placesOf(role, inner);
}

const requiredBy = (meta: unknown): readonly RequirementId[] =>
  (meta as { readonly requires: readonly RequirementId[] } | undefined)?.requires ?? [];

const places: readonly Place[] = (["client", "server"] as const).flatMap((role) => [
  ...placesOf(role, connectionMachine(role).root as unknown as Chart),
]);
