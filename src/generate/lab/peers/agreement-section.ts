import { counted } from "../../../conformance/case/counted.ts";
import type { Outcomes } from "../../../conformance/verdict/outcome.ts";
import { notExplained } from "./deviation-section.ts";
import { differenceRows } from "./difference-rows.ts";
import { comparedCases, type Difference, differences } from "./differences.ts";
import type { PageSource } from "./page-source.ts";
import { libraryOf, table } from "./page-text.ts";
import { explained } from "./reasons.ts";
import { isByUs, type PeerResults } from "./results-file.ts";

/** What another suite says of a peer, beside what ours says. */
interface Comparison {
  readonly theirs: PeerResults;
  readonly compared: number;
  readonly found: readonly Difference[];
}

/** How far the other suites agree with ours on the same peers, and why they do not where they do not. */
export function agreementSection(source: PageSource): string {
  const comparisons = source.results.filter((results) => !isByUs(results)).map((theirs) => compare(theirs, source));
  if (comparisons.length === 0) return "No other suite has been run.";
  const rows = comparisons.map(({ theirs, compared, found }) => [theirs.suite, libraryOf(theirs), theirs.role, compared, found.length]);
  const suites = [...new Set(comparisons.map(({ theirs }) => theirs.suite))];
  const sections = suites.map((suite) => {
    const ofSuite = comparisons.filter(({ theirs }) => theirs.suite === suite);
    return `### ${suite}\n\n${disagreements(ofSuite, source)}`;
  });
  return [table(["suite", "peer", "role", "cases compared", "judged differently"], rows), ...sections].join("\n\n");
}

function compare(theirs: PeerResults, { results, expected }: PageSource): Comparison {
  const isTwin = (each: PeerResults): boolean =>
    isByUs(each) && each.peer === theirs.peer && each.role === theirs.role && each.version === theirs.version;
  // What our own endpoints do is what is expected of a strict one: a test holds them to it.
  const ours: Outcomes = results.find(isTwin)?.outcomes ?? (theirs.version === "" ? expected : {});
  return { theirs, compared: comparedCases(ours, theirs.outcomes), found: differences(ours, theirs.outcomes) };
}

/** All differences between one suite and ours, by reason. */
function disagreements(comparisons: readonly Comparison[], source: PageSource): string {
  const groups = new Map<string, { count: number; rows: (readonly string[])[] }>();
  for (const { theirs, found } of comparisons) {
    const known = source.reasons.suites[libraryName(theirs.suite)] ?? [];
    const fitting = known.filter(({ peer }) => (peer ?? theirs.peer) === theirs.peer);
    for (const { reason = notExplained, differences: members } of explained(found, fitting, theirs.role)) {
      const group = groups.get(reason) ?? { count: 0, rows: [] };
      group.count += members.length;
      group.rows.push(...differenceRows(members, source).map((row) => [`${theirs.peer}, ${theirs.role}`, ...row]));
      groups.set(reason, group);
    }
  }
  if (groups.size === 0) return "It agrees with hybi in every case.";
  const head = ["peer", "case", "title", "hybi", "other suite"];
  return [...groups].map(([reason, { count, rows }]) => `${reason} (${counted(count, "verdict")})\n\n${table(head, rows)}`).join("\n\n");
}

const libraryName = (title: string): string => title.split(" ")[0] ?? title;
