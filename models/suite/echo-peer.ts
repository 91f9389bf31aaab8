import type { Role } from "../../spec/role.ts";
import { type DeflateAgreement, deflateSide } from "../deflate/compressed-messages.ts";
import { ask } from "../endpoint/asking.ts";
import { type EndpointModel, expire, isListening, startedModel } from "../endpoint/endpoint.ts";
import { type Answer, hearPart } from "../endpoint/hearing.ts";
import type { FramePart } from "../frames/frame-part.ts";

/** What comes from a peer. */
export type FromPeer =
  | { readonly says: "message"; readonly binary: boolean; readonly payload: Uint8Array }
  | { readonly says: "pong"; readonly payload: Uint8Array }
  | { readonly says: "close"; readonly code: number | null }
  | { readonly says: "end" };

const limits = { frameBytesMax: 2 ** 26, messageBytesMax: 2 ** 26, fragmentsMax: 2 ** 17 };

/** A strict endpoint whose connection is open and whose application sends every message back. */
export class EchoPeer {
  readonly #model: EndpointModel;
  #said: FromPeer[] = [];

  constructor(role: Role, agreement: DeflateAgreement | undefined) {
    this.#model = startedModel({ role, limits, statusCodes: "iana-2026" });
    this.#model.opening = "accepted";
    this.#model.openingTimerRuns = false;
    if (agreement !== undefined) this.#model.inflating = deflateSide(role === "client" ? "server" : "client", agreement);
  }

  /** Whether the time of its closing handshake runs. */
  get isWaiting(): boolean {
    return this.#model.closingTimerRuns;
  }

  /** Hears a frame, or as much of it as has come. */
  hear(part: FramePart): FromPeer[] {
    return isListening(this.#model) ? this.#doneIn(() => hearPart(this.#model, part, this.#echo)) : [];
  }

  /** The closing handshake has taken too long. */
  giveUp(): FromPeer[] {
    return this.#doneIn(() => expire(this.#model, "closing"));
  }

  readonly #echo: Answer = (message) => {
    const lines = ask(this.#model, { kind: "message", ...message });
    // Who has sent a Close frame may not echo any more.
    if (lines[0]?.startsWith("refused") !== true) {
      this.#said.push({ says: "message", binary: message.format === "binary", payload: message.payload });
    }
    return [];
  };

  #doneIn(act: () => string[]): FromPeer[] {
    this.#said = [];
    for (const line of act()) this.#said.push(...saidBy(line));
    return this.#said;
  }
}

/** What a line of the endpoint's model comes to for its peer. */
function saidBy(line: string): FromPeer[] {
  if (line === "shut" || line === "drop") return [{ says: "end" }];
  if (line.startsWith("write pong ")) return [{ says: "pong", payload: octetsOf(line.slice("write pong ".length)) }];
  const [, failedWith, body = "-"] = /^write close (?:(\d+) and why|(-|[0-9a-f]+))$/.exec(line) ?? [];
  if (!line.startsWith("write close ")) return [];
  if (failedWith !== undefined) return [{ says: "close", code: Number(failedWith) }];
  return [{ says: "close", code: body === "-" ? null : Number.parseInt(body.slice(0, 4), 16) }];
}

const octetsOf = (hex: string): Uint8Array => Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
