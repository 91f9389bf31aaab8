import { requirements } from "../../../spec/requirements.ts";
import type { Case } from "./case.ts";

/** What a failure of a case is about: a duty, a recommendation, or something the RFCs leave open. */
export const caseLevels = ["must", "should", "robustness"] as const;

/** One of the case levels. */
export type CaseLevel = (typeof caseLevels)[number];

/** The chapter of large messages: no RFC says how large a message a peer has to take. */
const limitsChapter = "9.";

/** The strongest level of the requirements that a case tests; what demands nothing of a peer is robustness. */
export function levelOf({ id, requires, after }: Pick<Case, "id" | "requires" | "after">): CaseLevel {
  if (id.startsWith(limitsChapter) || after.some(({ rule }) => rule === "forceInformational")) return "robustness";
  const levels = requires.map((requirement) => requirements[requirement].level);
  if (levels.some((level) => level === "MUST" || level === "MUST NOT")) return "must";
  return levels.some((level) => level === "SHOULD" || level === "SHOULD NOT") ? "should" : "robustness";
}

/** The cases of some levels. */
export const atLevels = <T extends Case>(cases: readonly T[], levels: readonly CaseLevel[]): readonly T[] =>
  cases.filter((each) => levels.includes(levelOf(each)));
