import type { StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import type { Role } from "../../spec/role.ts";
import type { DeflateSide } from "../deflate/compressed-messages.ts";
import type { OpenMessage, Wrong } from "../frames/frame-verdict.ts";
import type { MessageLimits } from "../frames/limits.ts";
import { hexOf } from "../words.ts";

/**
 * One endpoint as a handful of plain fields. The functions around it are the RFC's own conditions; each returns what has
 * to come out, a line for each thing in the words of `words.ts`, and nothing else may.
 */
export interface EndpointModel {
  readonly role: Role;
  readonly limits: MessageLimits;
  readonly statusCodes: StatusCodeProfile;
  /** `asked`: a server has a valid request and waits for its application. */
  opening: "under way" | "asked" | "accepted" | "refused";
  /** The compressed messages of the peer, if permessage-deflate is in use. */
  inflating: DeflateSide | undefined;
  /** The message being received, and that being sent. */
  message: OpenMessage | undefined;
  sending: SendingMessage | undefined;
  hasSentClose: boolean;
  /** The code and the reason of the peer's Close frame, once it has arrived. */
  peerClose: { readonly code: number; readonly reason: Uint8Array } | undefined;
  hasFailed: boolean;
  /** Our side of the transport is closed. */
  isShut: boolean;
  /** The transport is gone and the application knows. */
  isOver: boolean;
  openingTimerRuns: boolean;
  closingTimerRuns: boolean;
  /** Bytes that are no whole frame yet. */
  unread: Uint8Array;
}

/** A message of which fragments were sent. */
export interface SendingMessage {
  readonly format: "text" | "binary";
  readonly payload: Uint8Array;
  /** Octets of a character that is not complete yet. */
  readonly openOctets: readonly number[];
}

/** An endpoint that was just started: the opening handshake is bounded in time. */
export const startedModel = ({ role, limits, statusCodes }: Pick<EndpointModel, "role" | "limits" | "statusCodes">): EndpointModel => ({
  role,
  limits,
  statusCodes,
  opening: "under way",
  inflating: undefined,
  message: undefined,
  sending: undefined,
  hasSentClose: false,
  peerClose: undefined,
  hasFailed: false,
  isShut: false,
  isOver: false,
  openingTimerRuns: true,
  closingTimerRuns: false,
  unread: new Uint8Array(0),
});

/** Section 7.1.3: from the first Close frame on, sent or received, the connection is CLOSING; one that failed is, too. */
export function readyStateOf(model: EndpointModel): "CONNECTING" | "OPEN" | "CLOSING" | "CLOSED" {
  if (model.isOver) return "CLOSED";
  if (model.opening === "refused") return "CLOSING";
  if (model.opening !== "accepted") return "CONNECTING";
  return model.hasSentClose || model.peerClose !== undefined || model.hasFailed ? "CLOSING" : "OPEN";
}

/** Whether the connection has begun to end, which its application may not have heard yet. */
export const isPast = (model: EndpointModel): boolean => ["CLOSING", "CLOSED"].includes(readyStateOf(model));

/** Sections 5.5.1 and 7.1.7: after the peer's Close frame, or after failing, nothing is read any more. */
export const isListening = (model: EndpointModel): boolean =>
  model.opening === "accepted" && !model.isOver && model.peerClose === undefined && !model.hasFailed;

/** Section 4: the connection is established. */
export function establish(model: EndpointModel, agreed: string): string[] {
  model.opening = "accepted";
  return [...stopOpeningTimer(model), `tell open ${agreed}`];
}

/** Section 4: the opening handshake has come to nothing. */
export function refuse(model: EndpointModel, why: Wrong | undefined): string[] {
  model.opening = "refused";
  model.isShut = true;
  model.closingTimerRuns = true;
  return [...stopOpeningTimer(model), `tell refused ${blameOf(why)}`, "startTimer closing", "shut"];
}

/** Section 7.1.7: a Close frame says why, unless one was sent already; a server closes the transport at once (7.1.1). */
export function fail(model: EndpointModel, wrong: Wrong): string[] {
  const close = model.hasSentClose ? [] : sendClose(model, `write close ${wrong.closeCode} and why`);
  model.hasFailed = true;
  return [...close, `tell failed ${blameOf(wrong)}`, ...shutAsServer(model)];
}

/** Section 7.1.2: the closing handshake begins, or is answered, with a Close frame; from here on time is bounded. */
export function sendClose(model: EndpointModel, line: string): string[] {
  model.hasSentClose = true;
  model.closingTimerRuns = true;
  return [line, "startTimer closing"];
}

/** Section 5.5.1: a server closes the transport as soon as both Close frames have gone; a client waits for it. */
export function shutAsServer(model: EndpointModel): string[] {
  if (model.role === "client") return [];
  model.isShut = true;
  return ["shut"];
}

/** Section 7.1.4: the transport is gone, whoever ended it. Our own side is closed, if it still stands. */
export function loseTransport(model: EndpointModel): string[] {
  if (model.isOver) return [];
  const opening = isConnecting(model) ? [...stopOpeningTimer(model), `tell refused ${blameOf(undefined)}`] : [];
  const shut = model.isShut ? [] : ["shut"];
  return [...opening, ...shut, tellClosed(model), ...stopClosingTimer(model)];
}

/** A timer has run out; one that was stopped means nothing. */
export function expire(model: EndpointModel, timer: "opening" | "closing"): string[] {
  if (timer === "opening" && model.openingTimerRuns) {
    model.openingTimerRuns = false;
    const late: Wrong = { blame: "policy", requirement: "ours/limits/opening-timeout", closeCode: 1006 };
    return [`tell refused ${blameOf(late)}`, "drop", tellClosed(model)];
  }
  if (timer === "closing" && model.closingTimerRuns) {
    model.closingTimerRuns = false;
    return ["drop", tellClosed(model)];
  }
  return [];
}

/** Whether the opening handshake is not over. */
export const isConnecting = ({ opening, isOver }: EndpointModel): boolean => !isOver && (opening === "under way" || opening === "asked");

const blameOf = (why: Wrong | undefined): string => (why === undefined ? "nobody" : `${why.blame} ${why.requirement} ${why.closeCode}`);

/** Sections 7.1.4 to 7.1.6: clean if both Close frames have gone; 1006 stands for no Close frame. */
function tellClosed(model: EndpointModel): string {
  model.isOver = true;
  const { peerClose, hasSentClose } = model;
  if (peerClose === undefined) return "tell closed 1006, not cleanly";
  return `tell closed ${peerClose.code} ${hexOf(peerClose.reason)}, ${hasSentClose ? "cleanly" : "not cleanly"}`;
}

function stopOpeningTimer(model: EndpointModel): string[] {
  if (!model.openingTimerRuns) return [];
  model.openingTimerRuns = false;
  return ["stopTimer opening"];
}

function stopClosingTimer(model: EndpointModel): string[] {
  if (!model.closingTimerRuns) return [];
  model.closingTimerRuns = false;
  return ["stopTimer closing"];
}
