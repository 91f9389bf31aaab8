import { counted } from "../../../conformance/case/counted.ts";
import { differenceRows } from "./difference-rows.ts";
import { differences } from "./differences.ts";
import type { PageSource } from "./page-source.ts";
import { libraryInFull, table } from "./page-text.ts";
import { type Explained, explained } from "./reasons.ts";
import type { PeerResults } from "./results-file.ts";

/** The text that stands where a reason should. */
export const notExplained = "Not yet explained.";

/** Where a peer deviates from a strict endpoint, reason by reason. */
export function deviationSection(results: PeerResults, source: PageSource): string {
  const found = differences(source.expected, results.outcomes);
  const groupText = ({ reason = notExplained, differences: members }: Explained) =>
    `${reason} (${counted(members.length, "case")})\n\n${table(["case", "title", "strict", "seen"], differenceRows(members, source))}`;
  const groups = explained(found, source.reasons.peers[results.peer] ?? [], results.role).map(groupText);
  return `### ${libraryInFull(results)} as a ${results.role}\n\n${groups.length === 0 ? "None." : groups.join("\n\n")}`;
}
