import type { Case, Program, Step } from "./case.ts";

/** How much of the suite is played: all of it, or what takes seconds. */
export type Profile = "full" | "quick";

const payloadBytesMax = 128 * 1024;
// Enough to fill and leave the smallest window of DEFLATE, 512 bytes, with messages of 16 bytes.
const messagesMax = 50;
// The first, one with the context of another, and one that goes round the end of a smaller source.
const messagesMin = 3;

// What takes so long with so little to do is not going to end.
const limitSeconds = 15;

/** The case as a profile plays it; the quick one has fewer round trips, waits less long, and is otherwise the same. */
export function inProfile(played: Case, profile: Profile): Case {
  const { program } = played;
  if (profile === "full" || program === undefined) return played;
  const limited = { ...played, play: played.play.map(withLimit) };
  return program.program === "singleEcho" ? withFewerPieces(limited, program) : withFewerMessages(limited, program);
}

const withLimit = (step: Step): Step => (step.step === "closeAfter" ? { ...step, seconds: Math.min(step.seconds, limitSeconds) } : step);

function withFewerMessages(played: Case, program: Extract<Program, { program: "roundTrips" }>): Case {
  const count = quickCount(program);
  if (count === program.count) return played;
  const description = `${played.description} The quick profile stops after ${count} messages.`;
  return { ...played, program: { ...program, count }, description };
}

/** A frame that is cut into thousands of pieces, one per turn of the event loop, is as telling at a quarter of its length. */
function withFewerPieces(played: Case, program: Extract<Program, { program: "singleEcho" }>): Case {
  const isChopped = played.play.some((step) => step.step === "send" && step.frame.chopSize !== undefined);
  if (!isChopped) return played;
  const length = program.length / 4;
  const play = played.play.map((step) => (step.step === "send" ? { ...step, frame: { ...step.frame, repeatLength: length } } : step));
  return {
    ...played,
    play,
    program: { ...program, length },
    description: `${played.description} The quick profile sends a quarter of it.`,
  };
}

/** As many messages as the payload allowed for them holds. A code point counts as a byte: nearly all are. */
function quickCount({ count, message }: Extract<Program, { program: "roundTrips" }>): number {
  const affordable = message.length === 0 ? messagesMax : Math.floor(payloadBytesMax / message.length);
  return Math.min(count, Math.max(messagesMin, Math.min(messagesMax, affordable)));
}
