import { maySendStatusCode } from "../../spec/registries/close-codes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import { requirementOfCode } from "../frames/frame-verdict.ts";
import { readUtf8 } from "../utf8/utf8-grammar.ts";
import { hexOf, joined } from "../words.ts";
import { type EndpointModel, isConnecting, isPast, sendClose } from "./endpoint.ts";

type Payload = Uint8Array | string;

/** What an application asks of an endpoint whose connection is open. */
export type Asked =
  | { readonly kind: "message" | "firstFragment"; readonly format: "text" | "binary"; readonly payload: Payload }
  | { readonly kind: "nextFragment"; readonly payload: Payload; readonly last: boolean }
  | { readonly kind: "ping" | "pong"; readonly payload: Uint8Array }
  | { readonly kind: "close"; readonly code?: number; readonly reason?: string };

type AskedData = Extract<Asked, { kind: "message" | "firstFragment" | "nextFragment" }>;

/** Section 6.1: what is legal is written; anything else is refused, and then nothing has changed. */
export function ask(model: EndpointModel, asked: Asked): string[] {
  const requirement = requirementBroken(model, asked);
  if (requirement !== undefined) return [`${isPast(model) ? "too late" : "refused"} ${requirement}`];
  if (asked.kind === "ping" || asked.kind === "pong") return [`write ${asked.kind} ${hexOf(asked.payload)}`];
  if (asked.kind === "close") return sendClose(model, `write close ${hexOf(bodyOf(asked))}`);
  return sendData(model, asked as AskedData);
}

const isData = (asked: Asked): asked is AskedData => "format" in asked || "last" in asked;

/** What a request would break: first whether it may come now, then what is in it. */
function requirementBroken(model: EndpointModel, asked: Asked): RequirementId | undefined {
  // Section 6.1: data is sent in the OPEN state; section 5.5.1: nothing follows our own Close frame.
  if (isConnecting(model) || model.opening === "refused" || model.isOver) return "rfc6455/6.1/open-before-sending";
  if (model.hasSentClose) return "rfc6455/5.5.1/no-data-after-close";
  if (isData(asked)) return requirementOfData(model, asked);
  if (
    asked.kind === "close" &&
    asked.code !== undefined &&
    !(Number.isInteger(asked.code) && maySendStatusCode(asked.code, model.statusCodes))
  ) {
    return requirementOfCode(asked.code);
  }
  const payload = asked.kind === "close" ? bodyOf(asked) : asked.payload;
  return payload.length > 125 ? "rfc6455/5.5/control-payload-125" : undefined;
}

/** Section 5.4, and 5.6 for text, which has to be complete when its message is. */
function requirementOfData({ sending }: EndpointModel, asked: AskedData): RequirementId | undefined {
  if (asked.kind === "nextFragment" && sending === undefined) return "rfc6455/5.4/continuation-follows-start";
  if (asked.kind !== "nextFragment" && sending !== undefined) return "rfc6455/5.4/fragments-not-interleaved";
  const format = asked.kind === "nextFragment" ? sending?.format : asked.format;
  if (format === "binary") return undefined;
  const { wrongAt, isComplete } = readUtf8(octetsOf(asked.payload), sending?.openOctets);
  return wrongAt >= 0 || (isLast(asked) && !isComplete) ? "rfc6455/5.6/text-is-utf8" : undefined;
}

const isLast = (asked: AskedData): boolean => asked.kind === "message" || (asked.kind === "nextFragment" && asked.last);

function sendData(model: EndpointModel, asked: AskedData): string[] {
  const payload = octetsOf(asked.payload);
  const format = asked.kind === "nextFragment" ? (model.sending as { format: "text" | "binary" }).format : asked.format;
  const whole = joined(model.sending?.payload ?? new Uint8Array(0), payload);
  const { openOctets } = readUtf8(format === "text" ? payload : [], model.sending?.openOctets);
  model.sending = isLast(asked) ? undefined : { format, payload: whole, openOctets };
  const kind = asked.kind === "nextFragment" ? "continuation" : format;
  return isLast(asked) ? [`write last ${kind} of ${format} ${hexOf(whole)}`] : [`write ${kind}, more follows`];
}

/** Section 5.5.1: a body begins with a code; a reason without one gets 1000. */
function bodyOf({ code, reason = "" }: Extract<Asked, { kind: "close" }>): Uint8Array {
  if (code === undefined && reason === "") return new Uint8Array(0);
  const number = code ?? 1000;
  return joined(Uint8Array.of(Math.floor(number / 256), number % 256), octetsOf(reason));
}

const encoder = new TextEncoder();

const octetsOf = (payload: Payload): Uint8Array => (typeof payload === "string" ? encoder.encode(payload) : payload);
