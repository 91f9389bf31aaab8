import { counted } from "../../../conformance/case/counted.ts";
import type { Difference } from "./differences.ts";
import type { PageSource } from "./page-source.ts";
import { outcomeInWords } from "./page-text.ts";

type Names = Pick<PageSource, "cases" | "groups">;

// Fewer cases of a section than this are listed one by one.
const sectionMin = 4;

/** Rows of a table: which case, its title, what one side says, what the other says. Neighbours of a section that differ alike share a row. */
export const differenceRows = (found: readonly Difference[], names: Names): readonly (readonly string[])[] =>
  runsOf(found).flatMap((run) => (run.length < sectionMin ? run.map((each) => caseRow(each, names)) : [sectionRow(run, names)]));

/** Longest runs of neighbours that differ alike and are in one section. */
function runsOf(found: readonly Difference[]): readonly (readonly Difference[])[] {
  const runs: Difference[][] = [];
  for (const difference of found) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    if (first !== undefined && isAlike(first, difference)) run?.push(difference);
    else runs.push([difference]);
  }
  return runs;
}

const isAlike = (one: Difference, other: Difference): boolean =>
  sectionOf(one) === sectionOf(other) && outcomesOf(one).join() === outcomesOf(other).join();

/** The section of `6.4.1` is `6.4`; `3.4` is in a chapter without sections, so it is the section `3`. */
const sectionOf = ({ id }: Difference): string => id.slice(0, id.lastIndexOf("."));

const outcomesOf = ({ expected, seen }: Difference): readonly [string, string] => [outcomeInWords(expected), outcomeInWords(seen)];

const caseRow = (difference: Difference, { cases }: Names): readonly string[] => [
  difference.id,
  cases.find(({ id }) => id === difference.id)?.title ?? "",
  ...outcomesOf(difference),
];

function sectionRow(run: readonly Difference[], { groups }: Names): readonly string[] {
  const [first, last] = [run[0] as Difference, run.at(-1) as Difference];
  const title = groups.find(({ id }) => id === sectionOf(first))?.title ?? "";
  return [`${first.id} to ${last.id}`, `${title} (${counted(run.length, "case")})`, ...outcomesOf(first)];
}
