import { controlPayloadMax } from "../../../spec/registries/lengths.ts";
import { isControlOpcode, opcodeName, opcodes } from "../../../spec/registries/opcodes.ts";
import type { CaseEvent } from "../case/case.ts";
import { counted } from "../case/counted.ts";
import type { SeenFrame } from "../fuzzer/seen/seen-frame.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import type { FrameInCapture, Place } from "./explanation.ts";

type Frames = CaseResult["frames"];

/** A frame as an explanation names it. */
export function inCapture(sentBy: FrameInCapture["sentBy"], { opcode, fin, rsv, payloadLength, ...frame }: SeenFrame): FrameInCapture {
  const name = opcodeName(opcode) ?? `opcode ${opcode}`;
  const marks = [fin ? "" : "FIN clear", rsv === 0 ? "" : `RSV ${rsv.toString(2).padStart(3, "0")}`].filter((mark) => mark !== "");
  const what = [`${name} frame of ${counted(payloadLength, "byte")}`, ...marks].join(", ");
  return { sentBy, what, number: frame.number, start: frame.start, end: frame.end, logLine: frame.logLine };
}

/** Where in a capture a frame is, and in it a byte, where one decides. */
export function placeOf(frame: FrameInCapture, byteOffset: number | null = null): Place {
  const where = `bytes ${frame.start} to ${frame.end - 1} of what the ${frame.sentBy} sent`;
  const byte = byteOffset === null ? "" : `, at byte ${byteOffset}`;
  return { words: `frame ${frame.number} of the ${frame.sentBy} (${frame.what}; ${where})${byte}`, frame, byteOffset };
}

const completesEvent = ({ opcode, fin }: SeenFrame): boolean => opcode === opcodes.pong || (!isControlOpcode(opcode) && fin);

/** The frame of the peer that brought an event. */
export function frameOfEvent({ received, frames }: CaseResult, index: number): SeenFrame | undefined {
  const before = received.slice(0, index).filter(({ event }) => event !== "timeout").length;
  return frames.received.filter(completesEvent)[before];
}

/** The frame of the fuzzer that an expected event answers: the Ping or the end of the message with the same number. */
export function frameToAnswer({ sent }: Frames, expected: readonly CaseEvent[], index: number): SeenFrame | undefined {
  const wanted = expected[index]?.event;
  const before = expected.slice(0, index).filter(({ event }) => event === wanted).length;
  if (wanted === "pong") return sent.filter(({ opcode }) => opcode === opcodes.ping)[before];
  if (wanted === "message") return sent.filter(({ opcode, fin }) => !isControlOpcode(opcode) && fin)[before];
  return undefined;
}

/** The frame of the fuzzer that a peer has to refuse: the first one that a header alone shows to be wrong, otherwise the last before its Close, or that Close. */
export const frameToRefuse = (frames: Frames): SeenFrame | undefined => wrongFrame(frames) ?? lastBeforeClose(frames);

/** The first frame of the fuzzer that a header alone shows to be wrong. */
export function wrongFrame({ sent }: Frames): SeenFrame | undefined {
  let isInMessage = false;
  for (const frame of sent) {
    if (isWrong(frame, isInMessage)) return frame;
    if (!isControlOpcode(frame.opcode)) isInMessage = !frame.fin;
  }
  return undefined;
}

/** The last frame that the fuzzer sent, apart from a Close. */
export const lastBeforeClose = ({ sent }: Pick<Frames, "sent">): SeenFrame | undefined =>
  sent.findLast(({ opcode }) => opcode !== opcodes.close) ?? sent.at(-1);

function isWrong({ opcode, fin, rsv, payloadLength }: SeenFrame, isInMessage: boolean): boolean {
  if (opcodeName(opcode) === undefined || rsv !== 0) return true;
  if (isControlOpcode(opcode)) return !fin || payloadLength > controlPayloadMax || (opcode === opcodes.close && payloadLength === 1);
  return (opcode === opcodes.continuation) !== isInMessage;
}
