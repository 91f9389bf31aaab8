import { differences } from "./differences.ts";
import type { PageSource } from "./page-source.ts";
import { counted, libraryInFull, outcomeInWords, table, titleOf } from "./page-text.ts";
import { type Explained, explained } from "./reasons.ts";
import type { PeerResults } from "./results-file.ts";

/** The text that stands where a reason should. */
export const notExplained = "Not yet explained.";

/** Where a peer deviates from a strict endpoint, reason by reason. */
export function deviationSection(results: PeerResults, { expected, cases, reasons }: PageSource): string {
  const found = differences(expected, results.outcomes);
  const groups = explained(found, reasons.peers[results.peer] ?? [], results.role);
  const groupText = ({ reason, differences: members }: Explained) => {
    const rows = members.map(({ id, expected: strict, seen }) => [id, titleOf(id, cases), outcomeInWords(strict), outcomeInWords(seen)]);
    return `${reason ?? notExplained} (${counted(members.length, "case")})\n\n${table(["case", "title", "strict", "seen"], rows)}`;
  };
  const body = groups.length === 0 ? "None." : groups.map(groupText).join("\n\n");
  return `### ${libraryInFull(results)} as a ${results.role}\n\n${body}`;
}
