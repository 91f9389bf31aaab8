import { hexOf } from "../../../core/bytes/hex.ts";
import type { Unreadable } from "../judge-recording.ts";
import type { JudgedConnection } from "../judged-connection.ts";

/** The version of the document; it grows when a key changes its meaning or goes away. */
const version = 1;

/** What `--json` writes: docs/guides/judge.md describes each key. */
export function judgeJson(connections: readonly JudgedConnection[], unreadable: readonly Unreadable[]): string {
  const document = { version, connections: connections.map(connectionJson), unreadable };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function connectionJson({ number, recording, verdict }: JudgedConnection) {
  const { facts, names, violations, inconclusive, conforms, reactions, frames } = verdict;
  const { name, detail, order, begins, form } = facts;
  return {
    number,
    recording,
    name,
    detail,
    order,
    begins,
    form,
    client: names.client,
    server: names.server,
    frames,
    violations: violations.map(({ bytes, ...breach }) => ({ ...breach, bytes: hexOf(bytes) })),
    reactions,
    inconclusive,
    conforms,
  };
}
