import type { Lack } from "../../../spec/evidence-gaps.ts";
import type { Requirement } from "../../../spec/requirement.ts";
import type { Evidence, TracedRequirement } from "./traced-requirement.ts";

/** As much of a traced requirement as is held to account; a test may make one up. */
export interface Accountable extends Pick<TracedRequirement, "evidence" | "gaps"> {
  readonly id: string;
  readonly requirement: Pick<Requirement, "level" | "verification">;
}

/** What a requirement should have: a MUST that others can see has more than one kind of evidence. */
export function neededFor({ level, verification }: Accountable["requirement"]): readonly Lack[] {
  if (typeof verification === "object") return [];
  const isMust = level === "MUST" || level === "MUST NOT";
  return isMust && (verification === "wire" || verification === "handshake") ? ["property", "case"] : ["everything"];
}

/** What it should have and lacks, whether that is explained or not. */
export function lackingIn({ requirement, evidence }: Pick<Accountable, "requirement" | "evidence">): readonly Lack[] {
  const lacking = neededFor(requirement).filter((need) => !isThere(need, evidence));
  return lacking.length > 0 && !isThere("everything", evidence) ? ["everything"] : lacking;
}

/** Every requirement that lacks what it should have without a reason, and every reason that explains nothing. */
export const evidenceFaults = (traced: readonly Accountable[]): readonly string[] =>
  traced.flatMap((each) => {
    const explained = each.gaps.map(({ lacks }) => lacks);
    return [
      ...lackingIn(each)
        .filter((lack) => !explained.includes(lack))
        .map((lack) => `${each.id} lacks ${lackWords[lack]}: name it in one, or say in spec/evidence-gaps.ts why there is none`),
      ...explained
        .filter((lack) => !mayExplain(lack, each))
        .map((lack) => `${each.id} does not lack ${lackWords[lack]}: take it out of spec/evidence-gaps.ts`),
    ];
  });

/** How a lack is called. */
export const lackWords: Readonly<Record<Lack, string>> = { property: "a property", case: "a conformance case", everything: "any evidence" };

function isThere(need: Lack, evidence: Evidence): boolean {
  if (need === "property") return evidence.properties.length > 0;
  if (need === "case") return evidence.cases.length > 0 || evidence.judges.length > 0;
  return Object.values(evidence).some((pieces) => pieces.length > 0);
}

/** One lack has one reason, and only where there is a need; a judge may be no good for a case, which a reason then says. */
function mayExplain(lack: Lack, { requirement, evidence, gaps }: Accountable): boolean {
  const needed = neededFor(requirement);
  const isOnlyReason = gaps.filter(({ lacks }) => lacks === lack).length === 1;
  if (lack === "everything") return needed.length > 0 && isOnlyReason && !isThere(lack, evidence);
  return needed.includes(lack) && isOnlyReason && !isThere(lack, { ...evidence, judges: [] });
}
