import { citationOf, sectionUrl } from "../../spec/requirement.ts";
import { type RequirementId, requirements } from "../../spec/requirements.ts";
import type { CaseResult } from "./case-result.ts";
import type { RequirementInDoubt } from "./explanation.ts";

/** The requirements that a result puts in doubt: those the peer was seen to break, then those that the case tests. */
export function requirementsInDoubt({ violations, requires }: Pick<CaseResult, "violations" | "requires">): RequirementInDoubt[] {
  const broken = new Set(violations.map(({ requirement }) => requirement));
  const tested = requires.filter((id) => !broken.has(id));
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
