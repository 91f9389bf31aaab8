import { opcodes } from "../../spec/registries/opcodes.ts";
import type { Role } from "../../spec/role.ts";
import { type DeflateAgreement, deflateSide } from "../deflate/compressed-messages.ts";
import { readPart } from "../frames/frame-part.ts";
import { ask } from "./asking.ts";
import { startedModel } from "./endpoint.ts";
import { type Answer, hearPart } from "./hearing.ts";

/** Something that an endpoint shows its peer before it closes. */
export type ShownEvent =
  | { readonly event: "message"; readonly binary: boolean; readonly payload: Uint8Array }
  | { readonly event: "pong"; readonly payload: Uint8Array };

/** Everything that an endpoint shows its peer. */
export interface Shown {
  readonly events: readonly ShownEvent[];
  /** Its Close frame, with a code or without, and whether it comes before one of its peer; undefined where it sent none. */
  readonly close: { readonly code: number | null; readonly isFirst: boolean } | undefined;
}

const limits = { frameBytesMax: 2 ** 26, messageBytesMax: 2 ** 26, fragmentsMax: 2 ** 17 };

/** Whoever keeps to an agreement of permessage-deflate keeps to this one, which leaves everything open (RFC 7692, section 7.1). */
const widest: DeflateAgreement = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: 15,
  clientMaxWindowBits: 15,
};

/** What a strict endpoint shows whose connection is open, whose application sends every message back, and which gets these bytes. */
export function shownByEcho(role: Role, bytes: Uint8Array, isCompressing: boolean): Shown {
  const model = startedModel({ role, limits, statusCodes: "iana-2026" });
  model.opening = "accepted";
  if (isCompressing) model.inflating = deflateSide(role === "client" ? "server" : "client", widest);
  const echoes: ShownEvent[] = [];
  const echo: Answer = ({ format, payload }) => {
    echoes.push({ event: "message", binary: format === "binary", payload });
    return ask(model, { kind: "message", format, payload });
  };
  const events: ShownEvent[] = [];
  let close: Shown["close"];
  let rest = bytes;
  while (rest.length > 0) {
    const part = readPart(rest);
    for (const line of hearPart(model, part, echo)) {
      if (line.startsWith("write close ")) close = { code: codeIn(line), isFirst: (part.header[0] as number) % 16 !== opcodes.close };
      else events.push(...eventsIn(line, echoes));
    }
    rest = rest.slice(part.header.length + part.payload.length);
  }
  return { events, close };
}

/** Who has sent a Close frame may not echo any more: the line of such a message says that it is refused. */
function eventsIn(line: string, echoes: ShownEvent[]): ShownEvent[] {
  if (line.startsWith("write last ")) return echoes.splice(0);
  if (!line.startsWith("write pong ")) return [];
  return [{ event: "pong", payload: octetsOf(line.slice("write pong ".length)) }];
}

/** The code of a Close frame that says why a connection failed, or of one whose body is in hex. */
function codeIn(line: string): number | null {
  const [, failedWith, body = ""] = /^write close (?:(\d+) and why|([0-9a-f]{4}).*|-)$/.exec(line) ?? [];
  if (failedWith !== undefined) return Number(failedWith);
  return body === "" ? null : Number.parseInt(body, 16);
}

const octetsOf = (hex: string): Uint8Array => Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
