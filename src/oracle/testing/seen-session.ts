import type { Role } from "../../../spec/role.ts";
import { bytesFromLatin1 } from "../../core/bytes/text.ts";
import { hex } from "../../core/testing/hex.ts";
import { requestText, responseText } from "../../core/testing/sample-handshake.ts";
import { ConnectionMonitor } from "../monitor.ts";
import type { MonitorOptions } from "../monitor-options.ts";
import type { ConnectionFacts, Observation } from "../recording/recording.ts";
import type { ConnectionVerdict, Told } from "../verdict.ts";

/** The request of section 1.3, and its answer, with other fields. */
export const request = (changes: FieldChanges = {}): Uint8Array => bytesFromLatin1(requestText(changes));
export const answer = (changes: FieldChanges = {}): Uint8Array => bytesFromLatin1(responseText(changes));

type FieldChanges = Readonly<Record<string, string | undefined>>;

type Line = readonly [from: Role, seen: Uint8Array | string | "fin" | "reset", time?: number | undefined, hadReceived?: number | undefined];

/** A session line by line: bytes, hex, or an end. */
export function judged(
  session: readonly Line[],
  facts: Partial<ConnectionFacts> = {},
  options: Partial<MonitorOptions> = {},
): { verdict: ConnectionVerdict; told: Told[] } {
  const all: ConnectionFacts = { name: "a > b", detail: "bytes", order: "exact", begins: "opening", form: "http/1.1", ...facts };
  const monitor = new ConnectionMonitor(all, options);
  const told = session.flatMap((line) => [...monitor.see(observed(line))]);
  told.push(...monitor.end());
  return { verdict: monitor.verdict(), told };
}

function observed([from, seen, time, hadReceived]: Line): Observation {
  const moment = { from, ...(time !== undefined && { time }), ...(hadReceived !== undefined && { hadReceived }) };
  if (seen === "fin" || seen === "reset") return { ...moment, kind: "end", how: seen };
  return { ...moment, kind: "bytes", bytes: typeof seen === "string" ? hex(seen) : seen.slice() };
}

/** The opening handshake of the example. */
export const opened: readonly Line[] = [
  ["client", request()],
  ["server", answer()],
];
