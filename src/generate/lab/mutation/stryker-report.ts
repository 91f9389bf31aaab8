import type { Mutant, MutantStatus } from "./mutant.ts";

interface Place {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/** As much of Stryker's JSON report as is read here. */
export interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly StrykerMutant[] }>>;
}

interface StrykerMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** A mutant's place as Stryker takes it on its command line: `file:line:column-line:column`. */
export interface PlacedMutant extends Mutant {
  readonly place: string;
}

const statuses: Readonly<Record<string, MutantStatus>> = {
  Killed: "killed",
  Timeout: "timeout",
  Survived: "survived",
  NoCoverage: "survived",
};

/** The mutants of a report; those that did not compile or were not to be tested are left out. */
export const mutantsOf = ({ files }: StrykerReport): readonly PlacedMutant[] =>
  Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    return mutants.flatMap((mutant) => {
      const status = statuses[mutant.status];
      return status === undefined ? [] : [placed(file, lines, mutant, status)];
    });
  });

function placed(
  file: string,
  lines: readonly string[],
  { mutatorName, replacement = "", location: { start, end } }: StrykerMutant,
  status: MutantStatus,
): PlacedMutant {
  return {
    file,
    line: start.line,
    mutator: mutatorName,
    original: onOneLine(textBetween(lines, start, end)),
    replacement: onOneLine(replacement),
    status,
    // A range takes in every mutant inside it, and its columns begin with 0.
    place: `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`,
  };
}

function textBetween(lines: readonly string[], start: Place, end: Place): string {
  const within = lines.slice(start.line - 1, end.line);
  const last = within.length - 1;
  return within.map((line, i) => line.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined)).join("\n");
}

const onOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
