import { expect } from "vitest";
import { Exploration } from "../models/explore.ts";
import { bothClosed, twoEndpoints } from "../models/two-endpoints.ts";
import { transitionTables } from "../src/core/lifecycle/transition-table.generated.ts";
import { printEvidence } from "./evidence.ts";
import { exhaustive } from "./property.ts";

const areClosed = bothClosed(transitionTables);

exhaustive({
  title: "two endpoints that may each send two frames can always still reach closed, without any timer",
  requires: ["ours/lifecycle/can-always-finish", "rfc6455/5.5.1/closes-transport", "rfc6455/5.5.1/server-closes-at-once"],
  over: () => [{ sends: 2, timersExpire: false }],
  holds: (bounds) => {
    const found = new Exploration(twoEndpoints(transitionTables, bounds));
    printEvidence(`${found.worlds} worlds, ${found.moves} moves, ${found.count(areClosed)} of them with both closed; no timer expires`);
    expect(found.faults).toEqual([]);
    expect(found.deadEnds(areClosed)).toEqual([]);
    expect(found.count(areClosed)).toBeGreaterThan(0);
  },
});

exhaustive({
  title:
    "between two endpoints whose timers may expire nothing impossible happens, nobody is blamed, and nothing is heard or sent after a Close",
  requires: [
    "ours/lifecycle/total",
    "rfc6455/5.5.1/no-data-after-close",
    "rfc6455/7.1.7/fail-stops-processing",
    "rfc6455/6.1/open-before-sending",
    "ours/limits/closing-timeout",
    "ours/limits/opening-timeout",
  ],
  over: () => [{ sends: 2, timersExpire: true }],
  holds: (bounds) => {
    const found = new Exploration(twoEndpoints(transitionTables, bounds));
    printEvidence(`${found.worlds} worlds, ${found.moves} moves; timers expire`);
    expect(found.faults).toEqual([]);
    expect(found.deadEnds(areClosed)).toEqual([]);
  },
});
