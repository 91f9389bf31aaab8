import { setImmediate } from "node:timers/promises";
import { test } from "vitest";
import {
  type Claim,
  checkExhaustively,
  checkSampled,
  type ExhaustiveProperty,
  type SampledProperty,
  type TestPlace,
} from "./checking/check-property.ts";
import { depth } from "./checking/depth.ts";
import type { PropertyMeta } from "./checking/property-summary.ts";

/** A property as lists show it. */
export interface RegisteredProperty extends Claim {
  readonly kind: "sampled" | "exhaustive";
  /** Tries it, says how much was tried, and throws where it is broken. */
  readonly check: (place: TestPlace) => number | Promise<number>;
}

const registered: RegisteredProperty[] = [];

/** The properties of all files imported so far, in order. Files of properties hold nothing else, so that they can be imported for this list alone. */
export const registeredProperties: readonly RegisteredProperty[] = registered;

/** States a property and tests it with random values, the same ones each time. */
export function property<Values extends [unknown, ...unknown[]]>(stated: SampledProperty<Values>): void {
  register(stated, "sampled", async (place) => {
    let tried = 0;
    for (let round = 0; round < depth.rounds; round++) {
      tried += checkSampled(stated, place, process.env, round);
      // The test runner wants to hear of its workers now and then.
      if (depth.rounds > 1) await setImmediate();
    }
    return tried;
  });
}

/** States a property and tests it with every member of a small space. */
export function exhaustive<Member>(stated: ExhaustiveProperty<Member>): void {
  register(stated, "exhaustive", () => checkExhaustively(stated));
}

function register({ title, requires }: Claim, kind: RegisteredProperty["kind"], check: RegisteredProperty["check"]): void {
  registered.push({ title, requires, kind, check });
  // Whoever makes a list of the properties imports their files outside the test runner.
  if (process.env["VITEST"] === undefined) return;
  test(title, async ({ task }) => {
    const tried = await check({ file: task.file.name, title });
    (task.meta as PropertyMeta).property = { kind, requires, tried };
  });
}
