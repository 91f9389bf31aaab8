import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { predictedOutcome } from "../models/predicted-outcome.ts";
import type { Case } from "../src/conformance/case.ts";
import { allCases } from "../src/conformance/cases/all-cases.ts";
import type { Outcome, Outcomes } from "../src/conformance/outcome.ts";
import type { Role } from "./arbitraries/sessions.ts";
import { playInMemory } from "./case-in-memory.ts";
import { conversationOf } from "./conversation-of.ts";
import { lighter } from "./lighter-case.ts";
import { exhaustive } from "./property.ts";

const committed = JSON.parse(readFileSync("autobahn-results/expected.json", "utf8")) as Outcomes;

/** The outcome of a case has to be the committed one, which the test of our own results holds against endpoints over TCP. */
const isAsCommitted = ({ id }: Case, outcome: Outcome): void => {
  expect({ id, ...outcome }).toEqual({ id, ...committed[id] });
};

for (const role of ["server", "client"] as const satisfies readonly Role[]) {
  exhaustive({
    title: `the model predicts from the frames of each case the committed outcome of a strict ${role} that echoes`,
    requires: [
      "rfc6455/5.5.1/close-gets-close",
      "rfc6455/5.5.2/ping-gets-pong",
      "rfc6455/5.4/receives-fragments",
      "rfc6455/8.1/invalid-utf8-fails",
      "rfc6455/7.1.7/fail-sends-close",
      "rfc6455/7.4.2/code-in-use",
    ],
    over: () => allCases,
    holds: (played) => isAsCommitted(played, predictedOutcome(conversationOf(lighter(played)), role)),
  });

  exhaustive({
    title: `the strict ${role} has in memory, where time does not pass, the committed outcome in each case`,
    requires: [
      "rfc6455/5.5.1/close-gets-close",
      "rfc6455/5.5.2/ping-gets-pong",
      "rfc6455/5.4/receives-fragments",
      "rfc6455/8.1/invalid-utf8-fails",
      "rfc6455/7.1.7/fail-sends-close",
      "rfc6455/7.4.2/code-in-use",
    ],
    over: () => allCases,
    holds: (played) => isAsCommitted(played, playInMemory(lighter(played), role)),
  });
}
