import type { Case } from "../conformance/case.ts";
import { atLevels, type CaseLevel, caseLevels } from "../conformance/case-level.ts";
import { allCases } from "../conformance/cases/all-cases.ts";
import { selectCases } from "../conformance/cases/case-patterns.ts";
import { inProfile, type Profile } from "../conformance/profile.ts";
import { UsageError } from "./usage-error.ts";

/** The cases that patterns select, and those patterns that select none. */
export interface Selection {
  readonly cases: readonly Case[];
  readonly unmatched: readonly string[];
}

/** Reads `--cases` and `--exclude`; a selection without a case is a mistake. */
export function selectByPatterns(
  include: readonly string[],
  exclude: readonly string[],
  profile: Profile,
  levels: readonly CaseLevel[] = caseLevels,
): Selection {
  const { selected, unmatched } = selectCases(allCases, include, exclude);
  if (selected.length === 0) {
    const without = exclude.length === 0 ? "" : ` without ${exclude.join(",")}`;
    throw new UsageError(`no case matches ${include.join(",")}${without}; ids look like 1.1.1, and 5.* means all of chapter 5`);
  }
  const atLevel = atLevels(selected, levels);
  if (atLevel.length === 0)
    throw new UsageError(`none of the selected cases is at the level ${levels.join(" or ")}; leave --levels out to run them`);
  return { cases: atLevel.map((played) => inProfile(played, profile)), unmatched };
}
