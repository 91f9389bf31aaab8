import type { EffectName } from "../../spec/lifecycle/effects.ts";
import type { Letter } from "../../spec/lifecycle/letters.ts";

/** Effects that are easily taken for each other. */
export const lookalikes: Readonly<Partial<Record<EffectName, EffectName>>> = {
  startOpeningTimer: "startClosingTimer",
  stopOpeningTimer: "stopClosingTimer",
  startClosingTimer: "startOpeningTimer",
  stopClosingTimer: "stopOpeningTimer",
  emitOpen: "emitRefused",
  emitRefused: "emitFailed",
  emitPing: "emitPong",
  emitPong: "emitPing",
  emitClosing: "emitFailed",
  emitFailed: "emitRefused",
  writePong: "writeFrame",
  writeFrame: "writePong",
  writeClose: "writeCloseReply",
  writeCloseReply: "writeClose",
  writeFailureClose: "writeCloseReply",
  shutTransport: "dropTransport",
  dropTransport: "shutTransport",
};

/** Letters that are easily taken for each other. */
export const neighbours: Readonly<Partial<Record<Letter, Letter>>> = {
  "handshake.accepted": "handshake.refused",
  "handshake.refused": "handshake.accepted",
  "receive.text.whole": "receive.text.first",
  "receive.text.first": "receive.text.whole",
  "receive.binary.whole": "receive.continuation.last",
  "receive.binary.first": "receive.continuation.more",
  "receive.continuation.more": "receive.continuation.last",
  "receive.continuation.last": "receive.continuation.more",
  "receive.ping": "receive.pong",
  "receive.pong": "receive.ping",
  "receive.close": "receive.violation",
  "receive.violation": "receive.close",
  "receive.excess": "receive.close",
  "send.text.whole": "send.text.first",
  "send.text.first": "send.text.whole",
  "send.binary.whole": "send.binary.first",
  "send.binary.first": "send.binary.whole",
  "send.continuation.more": "send.continuation.last",
  "send.continuation.last": "send.continuation.more",
  "send.ping": "send.close",
  "send.pong": "send.continuation.more",
  "send.close": "send.ping",
  "transport.ended": "timer.closing",
  "timer.opening": "timer.closing",
  "timer.closing": "timer.opening",
};
