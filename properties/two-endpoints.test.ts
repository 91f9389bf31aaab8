import { expect } from "vitest";
import { type Bounds, boundsInWords, namedBounds } from "../models/two-endpoints/bounds.ts";
import { counterexampleOf } from "../models/two-endpoints/chart.ts";
import { Exploration } from "../models/two-endpoints/explore.ts";
import { stepLaws } from "../models/two-endpoints/laws.ts";
import { TwoEndpoints } from "../models/two-endpoints/two-endpoints.ts";
import { bothClosed, worldLaws } from "../models/two-endpoints/world-laws.ts";
import type { RequirementId } from "../spec/requirements.ts";
import { transitionTables } from "../src/core/lifecycle/transition-table.generated.ts";
import { printEvidence } from "./evidence.ts";
import { exhaustive } from "./property.ts";

const { calm, rough, roughOtherwise, seeded, seededOtherwise, deep } = namedBounds;

/** HYBI_SEARCH=deep searches for minutes. */
const troubled: readonly Bounds[] = process.env["HYBI_SEARCH"] === "deep" ? [rough, roughOtherwise, deep] : [seeded, seededOtherwise];

/** Searches within bounds, prints how much there was, and finds nothing that must not happen. */
function searched(bounds: Bounds): void {
  const startedMs = performance.now();
  const model = new TwoEndpoints(transitionTables, bounds);
  const found = new Exploration(model, { faultsMax: 1 });
  expect(found.faults.map(counterexampleOf)).toEqual([]);
  expect(found.deadEnds(bothClosed)).toEqual([]);
  const [closed, seconds] = [found.count(bothClosed), ((performance.now() - startedMs) / 1000).toFixed(1)];
  printEvidence(
    `${found.worlds} worlds, ${found.moves} transitions, depth ${found.depth}, ${closed} worlds with both closed, ` +
      `${model.cellsTaken.size} cells looked up, ${seconds} s (${boundsInWords(bounds)})`,
  );
  expect(closed).toBeGreaterThan(0);
}

const requirementsOf = (properties: readonly { readonly requirement: RequirementId }[]): RequirementId[] => [
  ...new Set(properties.map(({ requirement }) => requirement)),
];

exhaustive({
  title: "two endpoints that nothing disturbs keep every property and can always still reach closed, without any timer",
  requires: [
    "ours/lifecycle/can-always-finish",
    "rfc6455/5.5.1/closes-transport",
    "rfc6455/5.5.1/server-closes-at-once",
    "rfc6455/5.5.1/client-waits-for-server",
  ],
  over: () => [calm],
  holds: searched,
});

exhaustive({
  title:
    "two endpoints keep every property through broken frames, exceeded limits, expired timers and a lost transport, and can reach closed",
  requires: ["ours/lifecycle/can-always-finish", ...requirementsOf(stepLaws), ...requirementsOf(worldLaws)],
  over: () => troubled,
  holds: searched,
});
