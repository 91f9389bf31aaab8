import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { seededFaults } from "../../../../models/two-endpoints/seeded-faults.ts";
import { transitionTables } from "../../../core/lifecycle/transition-table.generated.ts";
import { wrongExplanations } from "./explanations.ts";
import { faultsPage } from "./faults-page.ts";
import { keptFindings } from "./kept-findings.ts";
import { filesLeftOut, propertyFiles } from "./property-files.ts";

describe("what is kept of the last run of npm run faults", () => {
  it("is about the faults that are seeded now", () => {
    expect(keptFindings().map(({ fault }) => fault)).toEqual(seededFaults(transitionTables).map(({ name }) => name));
  });

  it("is what the page shows", () => {
    expect(readFileSync("docs/generated/seeded-faults.md", "utf8")).toBe(faultsPage(keptFindings()));
  });

  it("leaves no fault unexplained that search or properties do not find, and explains no other", () => {
    expect(wrongExplanations(keptFindings())).toEqual([]);
  });
});

it("every file of properties is held against the faults, or it is said why not", () => {
  const files = readdirSync("properties").flatMap((name) => /^(.*)[.]test[.]ts$/.exec(name)?.[1] ?? []);
  expect([...propertyFiles, ...filesLeftOut.flatMap((left) => left.files)].sort()).toEqual(files.sort());
});

it("a survivor without a reason, and a reason without a survivor, are told", () => {
  const found = { kind: "a kind", search: "a property", spin: "an assertion", properties: "a property", cases: null };
  const [survivor] = keptFindings().filter(({ properties }) => properties === null);
  expect(wrongExplanations([{ ...found, fault: "new", search: null }])).toContain("unexplained, not found by the search: new");
  expect(wrongExplanations([{ ...found, fault: "new" }])).toContain(`explained, but not a survivor of the properties: ${survivor?.fault}`);
});
