import type { Case, Step } from "../case/case.ts";
import { type FuzzerTimeouts, standardTimeouts } from "../fuzzer/waiting/fuzzer-timeouts.ts";

/** The waits of the fuzzer, those that differ from Autobahn's among them, each so many times as long. */
export function scaledTimeouts(scale: number, changed: Partial<FuzzerTimeouts> = {}): FuzzerTimeouts {
  const { openingHandshake, closingHandshake, serverDrop, guard } = { ...standardTimeouts, ...changed };
  return {
    openingHandshake: openingHandshake * scale,
    closingHandshake: closingHandshake * scale,
    serverDrop: serverDrop * scale,
    guard: guard * scale,
  };
}

/** A case with every limit so many times as long. A pause is not a limit but what the case is about, and stays as it is. */
export const scaledCase = (played: Case, scale: number): Case =>
  scale === 1 ? played : { ...played, play: scaledSteps(played.play, scale) };

function scaledSteps(steps: readonly Step[], scale: number): Step[] {
  // A limit that runs beside pauses holds for what is left of it when they are over.
  const pauses = longestPause(steps);
  return steps.map((step) => {
    if (step.step === "continueLater") return { ...step, steps: scaledSteps(step.steps, scale) };
    return "seconds" in step ? { ...step, seconds: pauses + (step.seconds - pauses) * scale } : step;
  });
}

const longestPause = (steps: readonly Step[]): number =>
  Math.max(0, ...steps.map((step) => (step.step === "continueLater" ? step.seconds + longestPause(step.steps) : 0)));

/** When the last timer of a case fires, in seconds: how long it takes at most until the fuzzer begins to close. */
export function longestWait(steps: readonly Step[]): number {
  const waits = steps.map((step) => ("seconds" in step ? step.seconds + (step.step === "continueLater" ? longestWait(step.steps) : 0) : 0));
  return Math.max(0, ...waits);
}
