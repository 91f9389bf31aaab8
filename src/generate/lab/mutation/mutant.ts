/** How a mutant ended: found by a test, found by a test that did not come to an end, or not found. */
export type MutantStatus = "killed" | "timeout" | "survived";

/** One change to one place of the source, and how it ended. */
export interface Mutant {
  readonly file: string;
  /** The line it begins in, from 1. */
  readonly line: number;
  /** What is changed, in Stryker's name for that kind of change. */
  readonly mutator: string;
  /** The source text that is replaced, on one line. */
  readonly original: string;
  readonly replacement: string;
  readonly status: MutantStatus;
}

/** The same mutant in another run. */
export const mutantKey = ({ file, line, mutator, original, replacement }: Mutant): string =>
  JSON.stringify([file, line, mutator, original, replacement]);

/** The mutants of a later run in place of the same ones of an earlier run. */
export function updatedMutants(earlier: readonly Mutant[], later: readonly Mutant[]): readonly Mutant[] {
  const byKey = new Map(later.map((mutant) => [mutantKey(mutant), mutant]));
  return earlier.map((mutant) => byKey.get(mutantKey(mutant)) ?? mutant);
}
