import { type FateOfBytes, fatesOfBytes, type ReadyState, type StateFacts } from "../../../spec/lifecycle/state-facts.ts";

/** The facts that the tags of a state add up to; each state has one fate for bytes. */
export function factsOfTags(tags: ReadonlySet<string>): StateFacts {
  const fates = (Object.keys(fatesOfBytes) as FateOfBytes[]).filter((fate) => tags.has(fate));
  const [bytes] = fates;
  if (bytes === undefined || fates.length > 1) throw new Error(`the tags ${[...tags].join(", ")} say ${fates.length} fates of bytes`);
  return { readyState: readyStateOf(tags), bytes, isClean: tags.has("clean") };
}

/** Section 7.1.3: OPEN while both directions are alive, CLOSING once one has ended. */
function readyStateOf(tags: ReadonlySet<string>): ReadyState {
  if (tags.has("frames") && tags.has("speaking")) return "OPEN";
  return tags.has("CONNECTING") ? "CONNECTING" : tags.has("CLOSED") ? "CLOSED" : "CLOSING";
}
