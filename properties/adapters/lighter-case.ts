import type { Case, Program, Step } from "../../src/conformance/case/case.ts";
import { inProfile } from "../../src/conformance/case/profile.ts";

/** Beyond this many bytes only time passes: it is the first length that takes 64 bits. */
const payloadBytesMax = 0x1_0000;
/** Messages that a model inflates bit by bit are shorter still. */
const windowUnitsMax = 0x200;

/** A case as the quick profile plays it, with large payloads cut to a length that says as much. */
export function lighter(played: Case): Case {
  const quick = inProfile(played, "quick");
  const { program } = quick;
  return { ...quick, play: quick.play.map(lighterStep), ...(program === undefined ? {} : { program: lighterProgram(program) }) };
}

function lighterStep(step: Step): Step {
  if (step.step === "sendMessage") return { ...step, payload: step.payload.subarray(0, payloadBytesMax) };
  if (step.step !== "send" || step.frame.repeatLength === undefined) return step;
  return { ...step, frame: { ...step.frame, repeatLength: Math.min(step.frame.repeatLength, payloadBytesMax) } };
}

function lighterProgram(program: Program): Program {
  if (program.program === "singleEcho") return { ...program, length: Math.min(program.length, payloadBytesMax) };
  const { message } = program;
  return { ...program, message: message.kind === "window" ? { ...message, length: Math.min(message.length, windowUnitsMax) } : message };
}
