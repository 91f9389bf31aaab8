import type { Case } from "../../conformance/case/case.ts";
import { matchesWhole, selectCases } from "../../conformance/case/case-patterns.ts";
import { inProfile, type Profile } from "../../conformance/case/profile.ts";
import { allCases } from "../../conformance/cases/all-cases.ts";
import { UsageError } from "../errors/usage-error.ts";
import { warn } from "../terminal/warn.ts";
import type { CommonSpec } from "./spec-file.ts";

/** The cases of a spec; patterns without a case are warned of, as they may be meant for a suite with more cases. */
export function casesOfSpec({ cases, excludeCases }: CommonSpec, profile: Profile): readonly Case[] {
  const { selected, unmatched } = selectCases(allCases, cases, excludeCases);
  for (const pattern of unmatched) warn(`the pattern ${shown(pattern)} matches no case`);
  if (selected.length === 0) throw new UsageError("the spec selects no case; ids look like 1.1.1, and 5.* means all of chapter 5");
  return selected.map((played) => inProfile(played, profile));
}

/** As it is where one can see where it begins and ends. */
const shown = (pattern: string): string => (/^\S+$/.test(pattern) ? pattern : JSON.stringify(pattern));

/** Whether a spec spares an agent a case; both patterns have to match from beginning to end. */
export const isExcludedBySpec =
  ({ excludeAgentCases }: CommonSpec) =>
  (agent: string, caseId: string): boolean =>
    Object.entries(excludeAgentCases).some(
      ([agentPattern, casePatterns]) => matchesWhole(agentPattern, agent) && casePatterns.some((pattern) => matchesWhole(pattern, caseId)),
    );
