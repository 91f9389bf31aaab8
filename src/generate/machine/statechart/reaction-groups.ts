import { parseRequirementId } from "../../../../spec/requirement.ts";
import type { RequirementId } from "../../../../spec/requirements.ts";
import type { ChartReaction } from "./chart.ts";

/** Reactions that differ in their event only. */
export interface ReactionGroup {
  readonly events: readonly string[];
  readonly reaction: ChartReaction;
}

/** Puts reactions with the same effects, target and requirements together, in the order of their first event. */
export function groupReactions(reactions: readonly ChartReaction[]): ReactionGroup[] {
  const groups = new Map<string, { events: string[]; reaction: ChartReaction }>();
  for (const reaction of reactions) {
    const key = JSON.stringify([reaction.target, reaction.effects, reaction.raises, sectionsOf(reaction.requires)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { events: [reaction.event], reaction });
    else group.events.push(reaction.event);
  }
  return [...groups.values()];
}

/** What a chart leaves to the table: letters that cannot come, and timers that nobody waits for any more. */
export const isDrawn = ({ effects, requires }: ChartReaction): boolean =>
  !effects.some(({ effect }) => effect === "impossible" || (effect === "discard" && requires.every((id) => id.startsWith("ours/"))));

/** The sections of requirements in short: `§5.4`, `RFC 7692 §6`, `ours`. */
export function sectionsOf(requires: readonly RequirementId[]): string {
  const sections = requires.map((id) => {
    const { document, section } = parseRequirementId(id);
    if (document === "ours") return "ours";
    return document === "rfc6455" ? `§${section}` : `RFC ${document.slice(3)} §${section}`;
  });
  return [...new Set(sections)].join(" ");
}
