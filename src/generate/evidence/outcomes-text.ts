import type { Outcomes } from "../../conformance/verdict/outcome.ts";

/** Outcomes as a JSON file with a line a case, so that a difference reads as one line. */
export function outcomesText(outcomes: Outcomes): string {
  const lines = Object.entries(outcomes).map(([id, outcome]) => `  ${JSON.stringify(id)}: ${JSON.stringify(outcome)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}
