import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { predictedOutcome } from "../models/suite/predicted-outcome.ts";
import type { Role } from "../spec/role.ts";
import type { Case } from "../src/conformance/case/case.ts";
import { allCases } from "../src/conformance/cases/all-cases.ts";
import type { Outcome, Outcomes } from "../src/conformance/verdict/outcome.ts";
import { playInMemory } from "./adapters/case-in-memory.ts";
import { conversationOf } from "./adapters/conversation-of.ts";
import { lighter } from "./adapters/lighter-case.ts";
import { exhaustive } from "./property.ts";

const committed = JSON.parse(readFileSync("autobahn-results/expected.json", "utf8")) as Outcomes;

/** The outcome of a case has to be the committed one, which the test of our own results holds against endpoints over TCP. */
const isAsCommitted = ({ id }: Case, outcome: Outcome): void => {
  expect({ id, ...outcome }).toEqual({ id, ...committed[id] });
};

const requires = [
  "rfc6455/5.5.1/close-gets-close",
  "rfc6455/5.5.2/ping-gets-pong",
  "rfc6455/5.4/receives-fragments",
  "rfc6455/8.1/invalid-utf8-fails",
  "rfc6455/7.1.7/fail-sends-close",
  "rfc6455/7.4.2/code-in-use",
] as const;

const halves = [
  { about: "the protocol", cases: allCases.filter(({ program }) => program === undefined) },
  { about: "limits and compression", cases: allCases.filter(({ program }) => program !== undefined) },
];

for (const role of ["server", "client"] as const satisfies readonly Role[]) {
  for (const { about, cases } of halves) {
    exhaustive({
      title: `the model predicts from the frames of each case about ${about} the committed outcome of a strict ${role} that echoes`,
      requires,
      over: () => cases,
      holds: (played) => isAsCommitted(played, predictedOutcome(conversationOf(lighter(played)), role)),
    });

    exhaustive({
      title: `the strict ${role} has in memory, where no time passes, the committed outcome in each case about ${about}`,
      requires,
      over: () => cases,
      holds: (played) => isAsCommitted(played, playInMemory(lighter(played), role).outcome),
    });
  }
}

exhaustive({
  title: "no case is left without a prediction, and none is predicted that there is not",
  requires,
  over: () =>
    halves.flatMap(({ cases }) => cases).map(({ id }, i, all) => ({ id, isNew: all.findIndex((other) => other.id === id) === i })),
  holds: ({ id, isNew }) => isNew && id in committed && Object.keys(committed).length === allCases.length,
});
