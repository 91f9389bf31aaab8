import type { Case } from "../../conformance/case/case.ts";
import { atLevels, type CaseLevel } from "../../conformance/case/case-level.ts";
import { selectCases } from "../../conformance/case/case-patterns.ts";
import { inProfile, type Profile } from "../../conformance/case/profile.ts";
import { allCases } from "../../conformance/cases/all-cases.ts";
import { UsageError } from "../errors/usage-error.ts";
import { warn } from "../terminal/warn.ts";

/** What the command line says about the cases to run. */
export interface Selecting {
  readonly cases: readonly string[];
  readonly exclude: readonly string[];
  readonly profile: Profile;
  readonly levels: readonly CaseLevel[];
  readonly strictPatterns?: boolean;
}

/** The cases that a command line selects; it warns of patterns that match none. A selection without a case is a mistake. */
export function selectByPatterns({ cases: include, exclude, profile, levels, strictPatterns = false }: Selecting): readonly Case[] {
  const { selected, unmatched } = selectCases(allCases, include, exclude);
  if (strictPatterns && unmatched.length > 0)
    throw new UsageError(`no case matches ${unmatched.join(", ")}; ids look like 1.1.1, and 5.* means all of chapter 5`);
  if (selected.length === 0) {
    const without = exclude.length === 0 ? "" : ` without ${exclude.join(",")}`;
    throw new UsageError(`no case matches ${include.join(",")}${without}; ids look like 1.1.1, and 5.* means all of chapter 5`);
  }
  const atLevel = atLevels(selected, levels);
  if (atLevel.length === 0)
    throw new UsageError(`none of the selected cases is at the level ${levels.join(" or ")}; leave --levels out to run them`);
  for (const pattern of unmatched) warn(`the pattern ${pattern} matches no case`);
  return atLevel.map((played) => inProfile(played, profile));
}
