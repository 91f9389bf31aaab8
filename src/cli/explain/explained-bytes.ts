import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import { latin1FromBytes } from "../../core/bytes/text.ts";
import { defaultLimits } from "../../core/limits.ts";
import { type ExplainedFrame, framesIn } from "../../oracle/explained/frame-parts.ts";
import { ConnectionMonitor } from "../../oracle/monitor.ts";
import { OpeningWatch } from "../../oracle/opening/opening-watch.ts";
import type { ConnectionFacts } from "../../oracle/recording/recording.ts";

/** One line of a head of HTTP. */
export interface ExplainedLine {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A rule that the bytes break. */
export interface BrokenRule {
  readonly requirement: RequirementId;
  readonly detail: string;
  /** Position of the byte that decides it. */
  readonly byteOffset: number;
}

/** Bytes taken apart, and what is wrong with them. */
export interface ExplainedBytes {
  readonly sender: Role;
  readonly head: readonly ExplainedLine[];
  readonly frames: readonly ExplainedFrame[];
  readonly broken: readonly BrokenRule[];
}

const headStart = /^(?:[A-Z]{3,10} [^\r\n]*\r?\n|HTTP\/)/;

/** Takes bytes of one sender apart. Without a role a head says who sends, and otherwise the mask bit does. */
export function explainedBytes(bytes: Uint8Array, role: Role | undefined, extensions: string): ExplainedBytes {
  const text = latin1FromBytes(bytes);
  const isHead = headStart.test(text);
  const sender = role ?? (isHead ? (text.startsWith("HTTP/") ? "server" : "client") : (bytes[1] ?? 0) >= 0x80 ? "client" : "server");
  if (!isHead) return { sender, head: [], frames: framesIn(bytes), broken: brokenByFrames(bytes, sender, extensions) };
  return { sender, head: linesOf(text.slice(0, endOfHead(text))), frames: [], broken: brokenByHead(bytes, sender) };
}

function brokenByFrames(bytes: Uint8Array, from: Role, extensions: string): BrokenRule[] {
  const facts: ConnectionFacts = { name: "bytes", detail: "bytes", order: "unknown", begins: "frames", form: "http/1.1", extensions };
  const monitor = new ConnectionMonitor(facts);
  for (const _ of monitor.see({ kind: "bytes", from, bytes: bytes.slice() }));
  return monitor.verdict().violations.map(({ requirement, detail, byteOffset }) => ({ requirement, detail, byteOffset: byteOffset ?? 0 }));
}

/** What an answer breaks can be said without its request, unless it is about what that asked for. */
const needsRequest: ReadonlySet<RequirementId> = new Set([
  "rfc6455/4.1/response-accept",
  "rfc6455/4.1/response-extensions",
  "rfc6455/4.1/response-subprotocol",
]);

function brokenByHead(bytes: Uint8Array, sender: Role): BrokenRule[] {
  const shown = [...new OpeningWatch(defaultLimits).push(sender, bytes)];
  return shown.flatMap((each) => {
    if (each.kind !== "fault" || needsRequest.has(each.fault.requirement)) return [];
    const { requirement, detail, position } = each.fault;
    return [{ requirement, detail, byteOffset: position }];
  });
}

function endOfHead(text: string): number {
  const end = /\r?\n\r?\n/.exec(text);
  return end === null ? text.length : end.index + end[0].length;
}

function linesOf(head: string): ExplainedLine[] {
  const lines: ExplainedLine[] = [];
  for (const match of head.matchAll(/[^\n]*\n|[^\n]+$/g))
    lines.push({ start: match.index, end: match.index + match[0].length, text: match[0].replace(/\r?\n$/, "") });
  return lines;
}
