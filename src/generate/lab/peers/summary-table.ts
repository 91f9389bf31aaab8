import type { Behavior, BehaviorClose } from "../../../conformance/verdict/case-result.ts";
import { differences } from "./differences.ts";
import type { PageSource } from "./page-source.ts";
import { libraryInFull, table } from "./page-text.ts";
import type { PeerResults } from "./results-file.ts";

const behaviors: readonly Behavior[] = ["OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED", "FAILED"];
const closes: readonly BehaviorClose[] = ["OK", "INFORMATIONAL", "UNCLEAN", "WRONG CODE", "FAILED", "FAILED BY CLIENT"];

/** How many cases of each peer ended with each verdict. */
export function summaryTable(results: readonly PeerResults[], { cases, expected }: PageSource): string {
  const head = ["peer", "role", "cases", ...behaviors, ...closes.map((close) => `close ${close}`), "deviations"];
  return table(
    head,
    results.map(({ outcomes, ...peer }) => {
      const all = Object.values(outcomes);
      const played = all.length === cases.length ? `${all.length}` : `${all.length} of ${cases.length}`;
      return [
        libraryInFull(peer),
        peer.role,
        played,
        ...behaviors.map((label) => all.filter(({ behavior }) => behavior === label).length),
        ...closes.map((label) => all.filter(({ behaviorClose }) => behaviorClose === label).length),
        differences(expected, outcomes).length,
      ];
    }),
  );
}
