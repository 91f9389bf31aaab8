import { citationOf, sectionUrl } from "../../../spec/requirement.ts";
import { type RequirementId, requirements } from "../../../spec/requirements.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import type { RequirementInDoubt } from "./explanation.ts";

type DoubtfulResult = Pick<CaseResult, "violations" | "requires" | "behavior">;

/** The requirements that a result puts in doubt: the one that explains it, those the peer was seen to break, those that the case tests. */
export function requirementsInDoubt(result: DoubtfulResult, about: RequirementId | null): RequirementInDoubt[] {
  const listed = brokenAndTested(result);
  if (about === null) return listed;
  const first = listed.find(({ id }) => id === about) ?? inDoubt(about, false);
  return [first, ...listed.filter(({ id }) => id !== about)];
}

/** The requirement that the case is about, as far as this result goes. */
export const requirementOfCase = (result: DoubtfulResult): RequirementId | null =>
  brokenAndTested(result).find(({ seenBroken }) => !seenBroken)?.id ?? null;

function brokenAndTested({ violations, requires, behavior }: DoubtfulResult): RequirementInDoubt[] {
  // What is tolerated breaks no RFC, but a promise of ours that the case tests.
  const isAbout = (id: RequirementId): boolean => behavior === "NON-STRICT" && requirements[id].level === "OURS";
  const broken = new Set(violations.map(({ requirement }) => requirement));
  const tested = requires.filter((id) => !broken.has(id)).sort((a, b) => Number(isAbout(b)) - Number(isAbout(a)));
  return [...[...broken].map((id) => inDoubt(id, true)), ...tested.map((id) => inDoubt(id, false))];
}

const inDoubt = (id: RequirementId, seenBroken: boolean): RequirementInDoubt => ({
  id,
  level: requirements[id].level,
  statement: requirements[id].statement,
  citation: citationOf(id),
  url: sectionUrl(id) ?? null,
  seenBroken,
});
