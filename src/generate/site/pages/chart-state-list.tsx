import type { VNode } from "preact";
import { type EffectName, effects } from "../../../../spec/lifecycle/effects.ts";
import { stateInWords } from "../../machine/sequences/moment-words.ts";
import { type ChartReaction, type ChartState, statesIn } from "../../machine/statechart/chart.ts";
import { groupReactions, type ReactionGroup } from "../../machine/statechart/reaction-groups.ts";
import type { Material } from "../material/material.ts";
import { chartStateAnchor, chartStateHref, sourceHref } from "../page/addresses.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { ItemList } from "./item-list.tsx";
import { EffectList, Event, StateLink } from "./machine-words.tsx";
import { RequirementLine } from "./requirement-words.tsx";

/** The states of the chart that a state of the table is made of, outermost first. */
export function chartStatesOf(state: string, chart: ChartState): ChartState[] {
  const regions = state.includes(" ") ? state.split(" ").map((region) => `established.${region}`) : [state];
  return statesIn(chart).filter(({ path }) => path !== "" && regions.some((region) => region === path || region.startsWith(`${path}.`)));
}

/** The states of the table in the order in which the chart has what they are made of. */
export const inChartOrder = (states: readonly string[], chart: ChartState): string[] => {
  const order = statesIn(chart);
  const places = (state: string): number[] => chartStatesOf(state, chart).map((part) => order.indexOf(part));
  return states.toSorted((a, b) => comparePlaces(places(a), places(b)));
};

const comparePlaces = (a: readonly number[], b: readonly number[]): number =>
  a.map((place, index) => place - (b[index] ?? -1)).find((difference) => difference !== 0) ?? 0;

/** The states of the machine as they are written down, with the reactions of each. */
export function stateListPage({ charts, machines }: Material): SitePage {
  const [anyState, ...named] = statesIn(charts.server) as [ChartState, ...ChartState[]];
  // What all states have in common comes last: it is what they have not claimed for themselves.
  const states = [...named, anyState];
  const inClient = new Map(statesIn(charts.client).map((state) => [state.path, state]));
  const listed = states.map((state) => ({
    state,
    inClient: inClient.get(state.path),
    within: machines.server.states.filter((one) => chartStatesOf(one, charts.server).includes(state)),
  }));
  return {
    path: "states/index.html",
    title: "States and effects",
    summary:
      "The states of the machine as they are written down, each with the reactions that are its own. A state inside another one has the reactions of the outer one too, unless it says otherwise.",
    part: "The machine",
    navigation: "States",
    body: htmlOf(
      <>
        <p>
          Written in <a href={sourceHref("spec/lifecycle/connection.machine.ts")}>spec/lifecycle/connection.machine.ts</a>. While a
          connection is established it is in one state of each direction at once; these are all the states it can be in as a whole:
        </p>
        <ul>
          {inChartOrder(machines.server.states, charts.server).map((state) => (
            <li>
              <StateLink state={state}>{stateInWords(state)}</StateLink>
            </li>
          ))}
        </ul>
        {listed.map((entry) => (
          <StateEntry {...entry} />
        ))}
        <EffectGlossary />
      </>,
    ),
    search: states.map(({ path, description }) => ({
      kind: "state",
      title: path === "" ? "any state" : path,
      text: description,
      anchor: chartStateAnchor(path),
    })),
  };
}

interface StateEntryProps {
  readonly state: ChartState;
  /** The same state of a client, which has not all of them. */
  readonly inClient: ChartState | undefined;
  readonly within: readonly string[];
}

const StateEntry = ({ state, inClient, within }: StateEntryProps): VNode => (
  <section>
    <h2 id={chartStateAnchor(state.path)}>
      <span class="mono">{state.path === "" ? "any state" : state.path}</span>{" "}
      <a class="anchor" href={`#${chartStateAnchor(state.path)}`} aria-label="Link to this state">
        #
      </a>
    </h2>
    <p>{state.path === "" ? "What no state above has claimed." : state.description}</p>
    <OwnReactions state={state} other={inClient} seenBy="server" />
    {inClient === undefined || JSON.stringify(state) === JSON.stringify(inClient) ? null : (
      <OwnReactions state={inClient} other={state} seenBy="client" />
    )}
    {within.length === 0 ? null : <PartOf states={within} />}
  </section>
);

const PartOf = ({ states }: { readonly states: readonly string[] }): VNode => (
  <div class="soft">
    Part of: <ItemList items={states.map((name) => <StateLink state={name}>{stateInWords(name)}</StateLink>)} />
  </div>
);

const OwnReactions = ({
  state,
  other,
  seenBy,
}: {
  readonly state: ChartState;
  readonly other: ChartState | undefined;
  readonly seenBy: string;
}): VNode | null => {
  const groups = groupReactions(state.reactions);
  const differs = JSON.stringify({ ...state, states: [] }) !== JSON.stringify({ ...other, states: [] });
  if ((groups.length === 0 && state.entry.length === 0 && state.requires.length === 0) || (seenBy === "client" && !differs)) return null;
  return (
    <>
      {differs ? <h3>As a {seenBy}</h3> : null}
      <div class="scroll">
        <table class="stack">
          <tbody>
            {state.entry.length > 0 || state.requires.length > 0 ? (
              <PassageRow word="entering" names={state.entry} requires={state.requires} />
            ) : null}
            {state.exit.length > 0 ? <PassageRow word="leaving" names={state.exit} requires={[]} /> : null}
            {groups.map((group) => (
              <ReactionRow group={group} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};

const PassageRow = ({
  word,
  names,
  requires,
}: {
  readonly word: string;
  readonly names: readonly EffectName[];
  readonly requires: ChartState["requires"];
}): VNode => (
  <tr>
    <th>{word}</th>
    <td>{names.length === 0 ? <span class="soft">only waits</span> : <EffectList names={names} />}</td>
    <td />
    <td>
      {requires.map((id) => (
        <RequirementLine id={id} />
      ))}
    </td>
  </tr>
);

const ReactionRow = ({ group: { events, reaction } }: { readonly group: ReactionGroup }): VNode => (
  <tr>
    <th>
      {events.map((event) => (
        <div>{event === "done" ? "both directions have ended" : <Event event={event} />}</div>
      ))}
    </th>
    <td>
      <EffectList names={reaction.effects.map(({ effect }) => effect)} />
      {reaction.raises === undefined ? null : (
        <p>
          and then as for <Event event={reaction.raises} />
        </p>
      )}
    </td>
    <td>{targetLink(reaction)}</td>
    <td>
      {reaction.requires.map((id) => (
        <RequirementLine id={id} />
      ))}
    </td>
  </tr>
);

const targetLink = ({ target }: ChartReaction): VNode =>
  target === undefined ? (
    <span class="soft">stays</span>
  ) : (
    <a class="mono" href={chartStateHref(target)}>
      {target.split(".").at(-1)}
    </a>
  );

const EffectGlossary = (): VNode => (
  <section>
    <h2 id="effects">Effects</h2>
    <p>What the machine may ask for. The endpoint carries it out; the machine itself does nothing.</p>
    <div class="scroll">
      <table>
        <tbody>
          {Object.entries(effects).map(([name, meaning]) => (
            <tr id={`effect-${name}`}>
              <th>
                <span class="mono">{name}</span>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);
