import type { VNode } from "preact";
import type { EffectName } from "../../../../spec/lifecycle/effects.ts";
import { type Letter, letters } from "../../../../spec/lifecycle/letters.ts";
import type { RequirementId } from "../../../../spec/requirements.ts";
import type { Role } from "../../../../spec/role.ts";
import { capitalised } from "../../../conformance/case/capitalised.ts";
import { stateInWords } from "../../machine/sequences/moment-words.ts";
import type { Material } from "../material/material.ts";
import { statePath } from "../page/addresses.ts";
import { grouped } from "../page/grouped.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { chartStatesOf } from "./chart-state-list.tsx";
import { EffectList, Event, StateLink } from "./machine-words.tsx";
import { RequirementLine } from "./requirement-words.tsx";

const roles = ["client", "server"] as const;

interface Reaction {
  readonly role: Role;
  readonly letter: Letter;
  readonly next: string;
  readonly effects: readonly EffectName[];
  readonly requires: readonly RequirementId[];
}

/** A page for each state of the table: what may arrive, what we do, and why. */
export const statePages = (material: Material): SitePage[] =>
  // A server has every state that a client has.
  material.machines.server.states.map((state) => statePage(state, material));

function statePage(state: string, material: Material): SitePage {
  const having = roles.filter((role) => material.machines[role].states.includes(state));
  const reactions = letters.flatMap((letter) => having.map((role) => reactionOf(role, state, letter, material)));
  return {
    path: statePath(state),
    title: titleOf(state),
    summary: "What may arrive in this state, what the endpoint does, and why.",
    part: "The machine",
    under: "states/index.html",
    body: htmlOf(<StateBody state={state} reactions={reactions} material={material} />),
    search: [{ kind: "state", title: titleOf(state), text: `${state} ${letters.join(" ")}` }],
  };
}

const titleOf = (state: string): string => capitalised(stateInWords(state));

function reactionOf(role: Role, state: string, letter: Letter, { machines, cells }: Material): Reaction {
  const machine = machines[role];
  const row = machine.states.indexOf(state);
  const column = letters.indexOf(letter);
  return {
    role,
    letter,
    next: machine.states[machine.next[row]?.[column] ?? row] ?? state,
    effects: (machine.effects[row]?.[column] ?? []).map(({ effect }) => effect),
    requires: cells[role].get(state)?.get(letter) ?? [],
  };
}

const StateBody = ({
  state,
  reactions,
  material,
}: {
  readonly state: string;
  readonly reactions: readonly Reaction[];
  readonly material: Material;
}): VNode => (
  <>
    {chartStatesOf(state, material.charts.server).map(({ path, description }) => (
      <p>
        <a class="mono" href={`/states/index.html#${path}`}>
          {path}
        </a>{" "}
        {description}
      </p>
    ))}
    <Table heading="From the peer" state={state} reactions={reactions.filter(({ letter }) => letter.startsWith("receive."))} />
    <Table heading="From our application" state={state} reactions={reactions.filter(({ letter }) => /^(send|answer)\./.test(letter))} />
    <Table heading="From the host" state={state} reactions={reactions.filter(({ letter }) => !/^(receive|send|answer)\./.test(letter))} />
  </>
);

const Table = ({
  heading,
  state,
  reactions,
}: {
  readonly heading: string;
  readonly state: string;
  readonly reactions: readonly Reaction[];
}): VNode => (
  <>
    <h2>{heading}</h2>
    <div class="scroll">
      <table class="stack">
        <thead>
          <tr>
            <th>what arrives</th>
            <th>what we do</th>
            <th>next state</th>
            <th>why</th>
          </tr>
        </thead>
        <tbody>{rowsOf(reactions).map((row) => rowOf(row, state, reactions[0]?.role))}</tbody>
      </table>
    </div>
  </>
);

/** Letters with the same outcome share a row, and so do roles. */
const rowsOf = (reactions: readonly Reaction[]): (readonly Reaction[])[] =>
  grouped(reactions, ({ role, letter, ...outcome }) => JSON.stringify([outcome, bothAgree(reactions, letter) ? "" : role])).map(
    ([, members]) => members,
  );

function bothAgree(reactions: readonly Reaction[], letter: Letter): boolean {
  const [first, second] = reactions
    .filter((reaction) => reaction.letter === letter)
    .map(({ next, effects, requires }) => JSON.stringify([next, effects, requires]));
  return first === second;
}

/** A letter has its anchor in the first row that it is in: that of the role that comes first. */
function rowOf(members: readonly Reaction[], state: string, firstRole: Role | undefined): VNode {
  const [{ next, effects, requires }] = members as [Reaction];
  const named = [...new Set(members.map(({ letter }) => letter))];
  const only = new Set(members.map(({ role }) => role)).size === 1 ? members[0]?.role : undefined;
  return (
    <tr>
      <th>
        {only === undefined ? null : <span class="role">{only} only</span>}
        {named.map((letter) => (
          <div>
            <Event event={letter} {...(only === undefined || only === firstRole ? { id: letter } : {})} />
          </div>
        ))}
      </th>
      <td>
        <EffectList names={effects} />
      </td>
      <td>{next === state ? <span class="soft">stays</span> : <StateLink state={next}>{stateInWords(next)}</StateLink>}</td>
      <td>
        {requires.length === 0 ? <p class="soft">It cannot come in this state.</p> : requires.map((id) => <RequirementLine id={id} />)}
      </td>
    </tr>
  );
}
