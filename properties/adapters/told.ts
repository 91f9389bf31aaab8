import { readFrames } from "../../models/frames/frame-grammar.ts";
import type { Delivery } from "../../models/frames/messages.ts";
import { readUtf8 } from "../../models/utf8/utf8-grammar.ts";
import { opcodeName, opcodes } from "../../spec/registries/opcodes.ts";
import type { Role } from "../../spec/role.ts";
import type { Failure } from "../../src/core/blame.ts";
import type { Connection } from "../../src/core/connection/connection.ts";
import type { Endpoint } from "../../src/core/endpoint.ts";
import type { Output } from "../../src/core/output.ts";
import { drain } from "../../src/core/testing/drain.ts";

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** What an endpoint that receives these deliveries, and whose application is silent, has to do: one line each. */
export const owedFor = (deliveries: readonly Delivery[], role: Role): string[] =>
  deliveries.flatMap((delivery) => owedForOne(delivery, role));

function owedForOne({ kind, payload }: Delivery, role: Role): string[] {
  switch (kind) {
    case "ping":
      return [`write pong ${hexOf(payload)}`, `ping ${hexOf(payload)}`];
    case "pong":
      return [`pong ${hexOf(payload)}`];
    case "close":
      // Section 5.5.1: the code that came is echoed.
      return [`write close ${hexOf(payload.slice(0, 2))}`, "startTimer closing", "closing", ...(role === "server" ? ["shut"] : [])];
    default:
      return [`message ${kind} ${hexOf(payload)}`];
  }
}

/** Feeds segments and returns what the endpoint did, in the lines of `owedFor`. */
export function doneBy(endpoint: Endpoint | Connection, role: Role, segments: readonly Uint8Array[]): string[] {
  const lines: string[] = [];
  for (const bytes of segments) {
    endpoint.feed({ kind: "bytes", bytes });
    lines.push(...drain(endpoint).map((output) => lineOf(output, role)));
  }
  return lines;
}

function lineOf(output: Output, role: Role): string {
  if (output.kind === "write") return writtenLine(output.bytes, role);
  if (output.kind === "startTimer") return `startTimer ${output.timer}`;
  if (output.kind !== "event") return output.kind;
  const { event } = output;
  if (event.type === "message") return `message ${event.format} ${hexOf(event.payload)}`;
  if (event.type === "ping" || event.type === "pong") return `${event.type} ${hexOf(event.payload)}`;
  if (event.type === "failed") return failedLine(event.failure);
  return event.type;
}

/** A failure as a line: who is blamed, for what, and at which byte of the stream. */
const failedLine = ({ blame, requirement, closeCode, byteOffset }: Omit<Failure, "detail">): string =>
  `failed ${blame} ${requirement} ${closeCode} at byte ${byteOffset}`;

function writtenLine(bytes: Uint8Array, role: Role): string {
  const { frames, rest } = readFrames(bytes);
  const [frame] = frames;
  if (frame === undefined || frames.length !== 1 || rest.length > 0) return `write ${hexOf(bytes)}, which is not one frame`;
  const { fin, rsv, opcode, payload, maskingKey } = frame;
  if (!fin || rsv !== 0 || (maskingKey !== undefined) !== (role === "client")) return `write ${hexOf(bytes)}, whose header is wrong`;
  if (opcode !== opcodes.close) return `write ${opcodeName(opcode)} ${hexOf(payload)}`;
  return closeLine(payload);
}

function closeLine(body: Uint8Array): string {
  const reason = body.slice(2);
  const suffix = reason.length === 0 ? "" : readUtf8(reason).isComplete && body.length <= 125 ? " and why" : " and an illegal reason";
  return `write close ${hexOf(body.slice(0, 2))}${suffix}`;
}

/** What an endpoint does when its connection fails. */
export const owedForFailure = (failure: Omit<Failure, "detail">, role: Role): string[] => [
  `write close ${failure.closeCode.toString(16).padStart(4, "0")} and why`,
  "startTimer closing",
  failedLine(failure),
  ...(role === "server" ? ["shut"] : []),
];
