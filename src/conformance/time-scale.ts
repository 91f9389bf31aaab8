import type { Case, Step } from "./case.ts";
import { type FuzzerTimeouts, standardTimeouts } from "./fuzzer-timeouts.ts";

/** The waits of the fuzzer, those that differ from the suite's among them, each so many times as long. */
export function scaledTimeouts(scale: number, changed: Partial<FuzzerTimeouts> = {}): FuzzerTimeouts {
  const { openingHandshake, closingHandshake, serverDrop, guard } = { ...standardTimeouts, ...changed };
  return {
    openingHandshake: openingHandshake * scale,
    closingHandshake: closingHandshake * scale,
    serverDrop: serverDrop * scale,
    guard: guard * scale,
  };
}

/** A case with every wait so many times as long. */
export const scaledCase = (played: Case, scale: number): Case =>
  scale === 1 ? played : { ...played, play: scaledSteps(played.play, scale) };

const scaledSteps = (steps: readonly Step[], scale: number): Step[] => steps.map((step) => scaledStep(step, scale));

function scaledStep(step: Step, scale: number): Step {
  if (!("seconds" in step)) return step;
  const seconds = step.seconds * scale;
  return step.step === "continueLater" ? { ...step, seconds, steps: scaledSteps(step.steps, scale) } : { ...step, seconds };
}

/** When the last timer of a case fires, in seconds: how long it takes at most until the fuzzer begins to close. */
export function longestWait(steps: readonly Step[]): number {
  const waits = steps.map((step) => ("seconds" in step ? step.seconds + (step.step === "continueLater" ? longestWait(step.steps) : 0) : 0));
  return Math.max(0, ...waits);
}
