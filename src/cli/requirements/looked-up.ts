import { citationOf } from "../../../spec/requirement.ts";
import { type RequirementId, requirementIds, requirements } from "../../../spec/requirements.ts";

/** The requirements that a text names: by its id, by the end of its id, or by words in it or in its statement. */
export function lookedUp(text: string): readonly RequirementId[] {
  const wanted = text.toLowerCase();
  const exact = requirementIds.filter((id) => id === wanted);
  if (exact.length > 0) return exact;
  const ends = requirementIds.filter((id) => id.endsWith(`/${wanted}`) || id.includes(`/${wanted}/`));
  if (ends.length > 0) return ends;
  const words = wanted.split(/\s+/).filter((word) => word !== "");
  return requirementIds.filter((id) => {
    const { statement, brokenBy = "" } = requirements[id];
    const about = `${id} ${citationOf(id)} ${statement} ${brokenBy}`.toLowerCase();
    return words.every((word) => about.includes(word));
  });
}

/** The ids that come closest to a text that names none. */
export function nearest(text: string, count = 3): readonly RequirementId[] {
  const pairs = pairsOf(text.toLowerCase());
  const likeness = (id: RequirementId): number => {
    const own = pairsOf(id);
    const common = [...pairs].filter((pair) => own.has(pair)).length;
    return (2 * common) / (pairs.size + own.size || 1);
  };
  return [...requirementIds].sort((a, b) => likeness(b) - likeness(a)).slice(0, count);
}

const pairsOf = (text: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
