import type { Conversation, Counting, Doing } from "../models/conversation.ts";
import type { Case, Program, Step } from "../src/conformance/case.ts";
import { sourceBytes, WindowReader } from "../src/conformance/payload-source.ts";
import { inProfile } from "../src/conformance/profile.ts";

/** Beyond this many bytes only time passes: it is the first length that takes 64 bits. */
const payloadBytesMax = 0x1_0000;
/** Messages that are inflated bit by bit are shorter still. */
const windowUnitsMax = 0x1000;

/** A case as its model takes it: as the quick profile plays it, with large payloads cut to a length that says as much. */
export function conversationOf(played: Case): Conversation {
  const { program, ...quick } = inProfile(played, "quick");
  const counting = program === undefined ? {} : { counting: countingOf(program) };
  return { ...quick, ...counting, play: quick.play.map(shortened) };
}

function shortened(step: Step): Doing {
  if (step.step === "sendMessage") return { ...step, payload: step.payload.subarray(0, payloadBytesMax) };
  if (step.step !== "send" || step.frame.repeatLength === undefined) return step;
  return { ...step, frame: { ...step.frame, repeatLength: Math.min(step.frame.repeatLength, payloadBytesMax) } };
}

function countingOf(program: Program): Counting {
  if (program.program === "singleEcho") return { counts: "one", binary: program.binary, length: Math.min(program.length, payloadBytesMax) };
  const { message, binary, count } = program;
  if (message.kind === "repeated") {
    const payload = Uint8Array.from({ length: message.length }, (_, i) => message.payload[i % message.payload.length] as number);
    return { counts: "each", binary, asMessages: false, messages: Array.from({ length: count }, () => payload) };
  }
  const reader = new WindowReader(sourceBytes(message.source), message.unit, Math.min(message.length, windowUnitsMax));
  return { counts: "each", binary, asMessages: true, messages: Array.from({ length: count }, () => reader.next()) };
}
