import type { Question } from "./spin.ts";

const unlimitedNagging = "NAGGING=1";

/** What Spin is asked about each of the bounds. */
export const questions = {
  /** Every world, by assertions; no reduction, so that the worlds are as many as ours. */
  worlds: { defines: [unlimitedNagging], compilerOptions: ["-DSAFETY", "-DNOCLAIM", "-DNOREDUCE"], options: ["-E"] },
  /** With callers and hosts that get tired, whatever cannot move has arrived. */
  deadlocks: { defines: [], compilerOptions: ["-DSAFETY", "-DNOCLAIM"], options: [] },
  /** With callers and hosts that nag for ever, and every process in its turn. */
  endings: { defines: [unlimitedNagging], compilerOptions: ["-DNFAIR=4"], options: ["-a", "-f", "-N", "closing_ends"] },
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionName = keyof typeof questions;
