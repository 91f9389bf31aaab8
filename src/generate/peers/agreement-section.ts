import type { Outcomes } from "../../conformance/outcome.ts";
import { notExplained } from "./deviation-section.ts";
import { comparedCases, type Difference, differences } from "./differences.ts";
import type { PageSource } from "./page-source.ts";
import { counted, libraryOf, outcomeInWords, table, titleOf } from "./page-text.ts";
import { reasonFor } from "./reasons.ts";
import { isByUs, type PeerResults } from "./results-file.ts";

/** What another suite says of a peer, beside what ours says. */
interface Comparison {
  readonly theirs: PeerResults;
  readonly compared: number;
  readonly found: readonly Difference[];
}

/** A case two suites judge differently. */
interface Disagreement extends Difference {
  readonly theirs: PeerResults;
}

/** How far the other suites agree with ours on the same peers, and why they do not where they do not. */
export function agreementSection(source: PageSource): string {
  const comparisons = source.results.filter((results) => !isByUs(results)).map((theirs) => compare(theirs, source));
  if (comparisons.length === 0) return "No other suite has been run.";
  const rows = comparisons.map(({ theirs, compared, found }) => [theirs.suite, libraryOf(theirs), theirs.role, compared, found.length]);
  const suites = [...new Set(comparisons.map(({ theirs }) => theirs.suite))];
  const parts = suites.map((suite) =>
    suiteSection(
      suite,
      comparisons.filter(({ theirs }) => theirs.suite === suite),
      source,
    ),
  );
  return [table(["suite", "peer", "role", "cases compared", "judged differently"], rows), ...parts].join("\n\n");
}

function compare(theirs: PeerResults, { results, expected }: PageSource): Comparison {
  const twin = results.find(
    (each) => isByUs(each) && each.peer === theirs.peer && each.role === theirs.role && each.version === theirs.version,
  );
  // What our own endpoints do is what is expected of a strict one: a test holds them to it.
  const ours: Outcomes = twin?.outcomes ?? (theirs.version === "" ? expected : {});
  return { theirs, compared: comparedCases(ours, theirs.outcomes), found: differences(ours, theirs.outcomes) };
}

function suiteSection(suite: string, comparisons: readonly Comparison[], { reasons, cases }: PageSource): string {
  const known = reasons.suites[suite.split(" ")[0] ?? suite] ?? [];
  const groups = new Map<string, Disagreement[]>();
  for (const { theirs, found } of comparisons) {
    const fitting = known.filter(({ peer }) => (peer ?? theirs.peer) === theirs.peer);
    for (const difference of found) {
      const reason = reasonFor(fitting, theirs.role, difference.id) ?? notExplained;
      groups.set(reason, [...(groups.get(reason) ?? []), { ...difference, theirs }]);
    }
  }
  const parts = [...groups].map(([reason, members]) => {
    const rows = members.map(({ theirs, id, expected, seen }) => [
      `${theirs.peer}, ${theirs.role}`,
      id,
      titleOf(id, cases),
      outcomeInWords(expected),
      outcomeInWords(seen),
    ]);
    return `${reason} (${counted(members.length, "verdict")})\n\n${table(["peer", "case", "title", "hybi", "other suite"], rows)}`;
  });
  return `### ${suite}\n\n${parts.length === 0 ? "It agrees with hybi in every case." : parts.join("\n\n")}`;
}
