import { compareCaseIds } from "./case-ids.ts";

/** What a selection came to. */
export interface CaseSelection<T> {
  /** Each selected case once, in suite order. */
  readonly selected: readonly T[];
  /** The patterns that no case matched: most likely misspelt. */
  readonly unmatched: readonly string[];
}

// Only the asterisk means anything; whatever else a pattern holds stands for itself.
const source = (pattern: string): string =>
  pattern
    .split("*")
    .map((literal) => literal.replace(/[\\^$.+?()[\]{}|/-]/g, "\\$&"))
    .join(".*");

/** Whether a pattern selects a case: with a `*` it has to match the beginning of the id, without one the whole id. */
export function matchesCaseId(pattern: string, id: string): boolean {
  return pattern.includes("*") ? new RegExp(`^${source(pattern)}`, "s").test(id) : pattern === id;
}

/** Whether a pattern matches a text from its first to its last character; `*` stands for any run of characters. */
export function matchesWhole(pattern: string, text: string): boolean {
  return new RegExp(`^${source(pattern)}$`, "s").test(text);
}

/** Selects the cases that some pattern of `include` matches and none of `exclude` does. */
export function selectCases<T extends { readonly id: string }>(
  cases: readonly T[],
  include: readonly string[],
  exclude: readonly string[],
): CaseSelection<T> {
  const isIn = (patterns: readonly string[], { id }: T): boolean => patterns.some((pattern) => matchesCaseId(pattern, id));
  const chosen = cases.filter((each) => isIn(include, each) && !isIn(exclude, each));
  const byId = new Map(chosen.map((each) => [each.id, each]));
  return {
    selected: [...byId.values()].sort((a, b) => compareCaseIds(a.id, b.id)),
    unmatched: [...new Set([...include, ...exclude])].filter((pattern) => !cases.some(({ id }) => matchesCaseId(pattern, id))),
  };
}
