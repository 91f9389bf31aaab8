import type { CaseLevel } from "../../conformance/case/case-level.ts";
import { counted } from "../../conformance/case/counted.ts";
import { suite } from "../../conformance/case/suite-name.ts";
import { explain } from "../../conformance/explain/explain.ts";
import { passed } from "../../conformance/verdict/behaviour.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import type { Conclusion } from "../conclusion/conclusion.ts";
import { peerNamed, peerOf, shownPeer } from "../conclusion/peer.ts";
import { type Progress, startProgress } from "./progress.ts";
import { printSummary } from "./summary.ts";
import { verdictsOf } from "./verdict-words.ts";

/** What can tell of a run. */
export const reporterNames = ["text", "json"] as const;
/** One of them. */
export type ReporterName = (typeof reporterNames)[number];

/** A peer that has gone through its cases. */
export interface TestedPeer {
  readonly title: string;
  readonly results: readonly CaseResult[];
  readonly seconds: number;
  /** The folder the pages go to. */
  readonly reports: string;
}

/** Tells of a run while it goes on, on standard output. */
export interface Reporter {
  readonly start: (label: string, total: number) => Progress;
  readonly peer: (peer: TestedPeer) => void;
  readonly end: (conclusion: Conclusion) => void;
}

/** The reporter of a name. */
export const reporterFor = (name: ReporterName, levels: readonly CaseLevel[]): Reporter =>
  name === "json" ? jsonReporter : textReporter(levels);

const textReporter = (levels: readonly CaseLevel[]): Reporter => ({
  start: startProgress,
  peer: ({ title, results, seconds, reports }) => printSummary(title, results, seconds, { levels, reports }),
  end: ({ results, flaky, comparison, reports }) => {
    printInconclusive(results.filter(({ inconclusive }) => inconclusive !== null));
    printList(
      "Flaky",
      flaky.map(({ id, attempts, ...peer }) => `${shownPeer(peer)}: ${id} ${attempts.map(verdictsOf).join("; then ")}`),
    );
    if (comparison !== undefined) printComparison(comparison);
    for (const path of reports) console.log(`\nReport: ${path}`);
  },
});

/** Neither a success nor a failure, and nothing to be quiet about. */
function printInconclusive(results: readonly CaseResult[]): void {
  if (results.length === 0) return;
  console.log(
    `\n${counted(results.length, "case")} inconclusive: ${results.length === 1 ? "it says" : "they say"} nothing about the peer.`,
  );
  console.log(`  Run again on a quieter machine: --cases ${results.map(({ id }) => id).join(",")}`);
  console.log("  --fail-on inconclusive makes this a failure.");
}

function printComparison({ news, fixed, notRun }: NonNullable<Conclusion["comparison"]>): void {
  printList(
    "New, and not in the baseline",
    news.map((result) => `${shownPeer(peerOf(result))}: ${result.id} ${verdictsOf(result)}`),
  );
  printList(
    "Better than the baseline says",
    fixed.map(({ entry, id, accepted }) => `${entry}: ${id} was ${verdictsOf(accepted)}`),
  );
  if (fixed.length > 0) console.log("  --update-baseline takes that over.");
  if (notRun.length > 0) console.log(`\n${counted(notRun.length, "accepted deviation")} of the baseline not run this time.`);
  if (news.length === 0 && fixed.length === 0) console.log("\nAs the baseline says.");
}

function printList(title: string, items: readonly string[]): void {
  if (items.length > 0) console.log(`\n${title}:\n${items.map((item) => `  ${item}`).join("\n")}`);
}

const writeLine = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** A stream of lines, each a JSON object: `start` and `peer` for each peer, `result` for each case as it ends, and `end`. */
const jsonReporter: Reporter = {
  start: (label, total) => {
    writeLine({ type: "start", suite: suite.name, version: suite.version, peer: label, cases: total });
    return { step: (result) => writeLine(resultLine(result)), stop: () => undefined };
  },
  peer: ({ title, results, seconds }) => writeLine({ type: "peer", title, cases: results.length, seconds }),
  end: ({ results, isFailing, flaky, comparison, reports, exitCode }) => {
    const failing = results.filter(isFailing).length;
    const baseline = comparison && {
      new: comparison.news.map((result) => ({ ...peerOf(result), id: result.id })),
      fixed: comparison.fixed.map(({ entry, id }) => ({ ...peerNamed(entry), id })),
      notRun: comparison.notRun.map(({ entry, id }) => ({ ...peerNamed(entry), id })),
    };
    const inconclusive = results.filter((result) => result.inconclusive !== null).length;
    writeLine({ type: "end", cases: results.length, failing, inconclusive, flaky, baseline, reports, exitCode });
  },
};

function resultLine(result: CaseResult): object {
  const { id, title, behavior, behaviorClose, inconclusive, attempts, remoteCloseCode, duration } = result;
  const explanation = explain(result) ?? null;
  const verdict = { behavior, behaviorClose, inconclusive, attempts, remoteCloseCode, duration, passed: passed(result), explanation };
  return { type: "result", ...peerOf(result), id, title, ...verdict };
}
