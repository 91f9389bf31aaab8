import type { VNode } from "preact";
import { letters } from "../../../../spec/lifecycle/letters.ts";
import type { CompiledMachine } from "../../machine/compile-machine.ts";
import { stateInWords } from "../../machine/sequences/moment-words.ts";
import type { Material } from "../material/material.ts";
import { cellHref } from "../page/addresses.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { inChartOrder } from "./chart-state-list.tsx";
import { Event, StateLink } from "./machine-words.tsx";

/** Every cell of both tables on one page: the outcome in short, and a link to the reasons. */
export const tablePage = ({ machines, charts }: Material): SitePage => ({
  path: "transition-table.html",
  title: "The transition table",
  summary:
    "Every letter in every state. What is done is in small print; the state that is entered, where it is another one, follows the arrow. A cell leads to its reasons.",
  part: "The machine",
  navigation: "Transition table",
  wide: true,
  body: htmlOf(
    (["client", "server"] as const).map((role) => (
      <>
        <h2 id={role}>As a {role}</h2>
        <Table machine={machines[role]} states={inChartOrder(machines[role].states, charts[role])} />
      </>
    )),
  ),
  search: [{ kind: "page", title: "The transition table", text: "every state and every letter with effects and next state" }],
});

const Table = ({ machine, states }: { readonly machine: CompiledMachine; readonly states: readonly string[] }): VNode => (
  <div class="scroll dense">
    <table>
      <thead>
        <tr>
          <th>letter</th>
          {states.map((state) => (
            <th>
              <StateLink state={state}>{stateInWords(state)}</StateLink>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {letters.map((letter, column) => (
          <tr>
            <th>
              <Event event={letter} />
            </th>
            {states.map((state) => (
              <td>
                <Cell machine={machine} state={state} row={machine.states.indexOf(state)} column={column} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Cell = ({
  machine,
  state,
  row,
  column,
}: {
  readonly machine: CompiledMachine;
  readonly state: string;
  readonly row: number;
  readonly column: number;
}): VNode => {
  const next = machine.next[row]?.[column] ?? row;
  const done = (machine.effects[row]?.[column] ?? []).map(({ effect }) => effect);
  return (
    <a href={cellHref(state, letters[column] as string)}>
      {done.join(", ")}
      {next === row ? null : <b>{` → ${stateInWords(machine.states[next] ?? "")}`}</b>}
    </a>
  );
};
