import { paints } from "./paint.ts";

/** A graph of states with the looks that all charts share. */
export const graphDot = (lines: readonly string[]): string => `digraph {
  rankdir=TB; ranksep=0.26; nodesep=0.25; pad=0.06; bgcolor=transparent;
  node [shape=box, style="rounded,filled", color="${paints.line.stands}", margin="0.12,0.06", height=0.3, penwidth=1.1];
  edge [color="${paints.line.stands}", arrowsize=0.65, penwidth=1.1];
  ${lines.join("\n  ")}
}
`;
