import { expect } from "vitest";
import { changeKinds } from "../models/two-endpoints/seeded-changes.ts";
import { foundBySearch } from "../models/two-endpoints/seeded-fault-search.ts";
import { seededFaults, tablesWith } from "../models/two-endpoints/seeded-faults.ts";
import { transitionTables } from "../src/core/lifecycle/transition-table.generated.ts";
import { exhaustive } from "./property.ts";
import { knownUnfound } from "./unfound-faults.ts";

/** What the search is evidence for, it is evidence for only if it would notice. */
const requires = ["ours/lifecycle/can-always-finish", "ours/lifecycle/table-is-machine", "ours/lifecycle/total"] as const;

const faults = seededFaults(transitionTables);

for (const { kind } of changeKinds) {
  exhaustive({
    title: `the search of two endpoints finds every seeded fault in which ${kind}, unless it is known why not`,
    requires,
    over: () => faults.filter((fault) => fault.kind === kind),
    holds: (fault) => {
      const found = foundBySearch(tablesWith(fault, transitionTables), fault.letter);
      expect({ fault: fault.name, isFound: found !== undefined }).toEqual({
        fault: fault.name,
        isFound: !knownUnfound("search").includes(fault.name),
      });
    },
  });
}

exhaustive({
  title: "there are forty seeded faults or more, each has a name of its own, and none is explained that is not seeded",
  requires,
  over: () => [faults.map(({ name }) => name)],
  holds: (names) => {
    expect(names.length).toBeGreaterThanOrEqual(40);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...knownUnfound("search"), ...knownUnfound("properties")]));
  },
});
