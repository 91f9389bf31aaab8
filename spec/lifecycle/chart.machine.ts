import { setup } from "xstate";
import type { RequirementId } from "../requirements.ts";
import { type EffectName, effects, type SayingEffect } from "./effects.ts";
import type { Letter } from "./letters.ts";
import type { StateTag } from "./state-facts.ts";

// What every part of the machine is written with: the types of its chart, and the kinds of its transitions.

/** What a requirement was broken by, or would be, in words. */
interface Said {
  readonly requirement: RequirementId;
  readonly detail: string;
}

const effectNames = Object.keys(effects) as EffectName[];
const plainEffects = Object.fromEntries(effectNames.map((name) => [name, () => undefined])) as unknown as Record<
  Exclude<EffectName, SayingEffect>,
  () => void
>;
const saying = (_: unknown, _said: Said): void => undefined;

/** The types that XState holds the machine against. */
export const chart = setup({
  types: {
    events: {} as { type: Letter },
    meta: {} as { requires: readonly RequirementId[] },
    tags: {} as StateTag,
  },
  actions: { ...plainEffects, blame: saying, refuse: saying, refuseLate: saying },
});

/** Says in `meta` which requirements a state or transition carries. */
export const because = (...requires: RequirementId[]) => ({ meta: { requires } });

/** A frame that is out of order: the peer is blamed, and the connection fails in the same step. */
export const violates = (requirement: RequirementId, detail: string) => ({
  actions: [{ type: "blame" as const, params: { requirement, detail } }, chart.raise({ type: "receive.violation" })],
  ...because(requirement),
});

/** What our caller may not ask for in any order of events. */
export const refuses = (requirement: RequirementId, detail: string) => ({
  actions: { type: "refuse" as const, params: { requirement, detail } },
  ...because(requirement),
});

/** What our caller could not know to be too late. */
export const refusesLate = (requirement: RequirementId, detail: string) => ({
  actions: { type: "refuseLate" as const, params: { requirement, detail } },
  ...because(requirement, "ours/lifecycle/late-is-no-misuse"),
});

/** A letter that the endpoint never takes here. */
export const impossible = { actions: "impossible" as const };

/** A word of the host that comes after what it is about. */
export const stale = { actions: "discard" as const, ...because("ours/lifecycle/total") };

/** The words for frames that may not be sent. */
export const refusals = {
  notOpen: ["rfc6455/6.1/open-before-sending", "sending on a connection that is not open"],
  afterClose: ["rfc6455/5.5.1/no-data-after-close", "sending after the closing handshake has begun"],
} as const satisfies Readonly<Record<string, readonly [RequirementId, string]>>;
