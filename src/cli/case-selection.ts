import type { Case } from "../conformance/case.ts";
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
export function selectByPatterns(include: readonly string[], exclude: readonly string[], profile: Profile): Selection {
  const { selected, unmatched } = selectCases(allCases, include, exclude);
  if (selected.length === 0) {
    const without = exclude.length === 0 ? "" : ` without ${exclude.join(",")}`;
    throw new UsageError(`no case matches ${include.join(",")}${without}; ids look like 1.1.1, and 5.* means all of chapter 5`);
  }
  return { cases: selected.map((played) => inProfile(played, profile)), unmatched };
}
