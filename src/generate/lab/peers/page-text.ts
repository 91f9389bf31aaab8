import type { Outcome } from "../../../conformance/verdict/outcome.ts";
import { peers } from "./peer.ts";
import type { PeerResults } from "./results-file.ts";

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

/** An outcome in a few words: the behaviour, the close where it is another word, and the status code. */
export function outcomeInWords({ behavior, behaviorClose, remoteCloseCode }: Outcome): string {
  const close = behaviorClose === behavior ? "" : `, close ${behaviorClose}`;
  return `${behavior}${close}, ${remoteCloseCode ?? "no code"}`;
}

/** A peer's library with its version. */
export const libraryOf = ({ peer, version }: Pick<PeerResults, "peer" | "version">): string => `${peer} ${version}`.trim();

/** A peer's library with its version and language. */
export function libraryInFull(results: Pick<PeerResults, "peer" | "version">): string {
  const language = peers.find(({ name }) => name === results.peer)?.language;
  return language === undefined ? libraryOf(results) : `${libraryOf(results)} (${language})`;
}
