import type { VNode } from "preact";
import { type EffectName, effects } from "../../../../spec/lifecycle/effects.ts";
import { paintOfEvent } from "../../machine/statechart/paint.ts";
import { cellHref } from "../page/addresses.ts";

/** An event of the machine in the colour of whoever it comes from. */
export const Event = ({ event, id }: { readonly event: string; readonly id?: string }): VNode => (
  <span id={id} class={`letter ${paintOfEvent(event)}`}>
    {event}
  </span>
);

/** What is done, in order. */
export const EffectList = ({ names }: { readonly names: readonly EffectName[] }): VNode => (
  <>
    {names.map((name) => (
      <p>
        <a class="mono" href={`/states/index.html#effect-${name}`}>
          {name}
        </a>{" "}
        <span class="soft">{effects[name]}</span>
      </p>
    ))}
  </>
);

/** A state of the table, by its page. */
export const StateLink = ({ state, children }: { readonly state: string; readonly children: string }): VNode => (
  <a href={cellHref(state, "").replace(/#$/, "")}>{children}</a>
);
