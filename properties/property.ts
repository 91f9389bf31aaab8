import { test } from "vitest";
import { type Claim, checkExhaustively, checkSampled, type ExhaustiveLaw, type SampledLaw, type TestPlace } from "./law/check-law.ts";

/** A law as lists show it. */
export interface RegisteredProperty extends Claim {
  readonly kind: "sampled" | "exhaustive";
}

const registered: RegisteredProperty[] = [];

/** The laws of all files imported so far, in order. Files of laws hold nothing else, so that they can be imported for this list alone. */
export const registeredProperties: readonly RegisteredProperty[] = registered;

/** States a law and tests it with random values, the same ones each time. */
export function property<Values extends [unknown, ...unknown[]]>(law: SampledLaw<Values>): void {
  register(law, "sampled", (place) => checkSampled(law, place));
}

/** States a law and tests it with every member of a small space. */
export function exhaustive<Member>(law: ExhaustiveLaw<Member>): void {
  register(law, "exhaustive", () => checkExhaustively(law));
}

function register({ title, requires }: Claim, kind: RegisteredProperty["kind"], check: (place: TestPlace) => void): void {
  registered.push({ title, requires, kind });
  // Whoever makes a list of the laws imports their files outside the test runner.
  if (process.env["VITEST"] === undefined) return;
  test(title, ({ task }) => check({ file: task.file.name, title }));
}
