import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { predictedOutcome } from "../models/predicted-outcome.ts";
import { allCases } from "../src/conformance/cases/all-cases.ts";
import type { Outcomes } from "../src/conformance/outcome.ts";
import { conversationOf } from "./conversation-of.ts";
import { exhaustive } from "./property.ts";

const expected = JSON.parse(readFileSync("autobahn-results/expected.json", "utf8")) as Outcomes;

exhaustive({
  title: "the outcome of a strict endpoint of either role is predicted for each case from the frames that it sends",
  requires: ["rfc6455/7.1.7/fail-closes"],
  over: () => allCases.flatMap((played) => (["server", "client"] as const).map((role) => ({ played, role }))),
  holds: ({ played, role }) => {
    expect({ id: played.id, ...predictedOutcome(conversationOf(played), role) }).toEqual({ id: played.id, ...expected[played.id] });
  },
});
