import { describe, expect, it } from "vitest";
import { allCases } from "../../../conformance/cases/all-cases.ts";
import { caseGroups } from "../../../conformance/cases/groups.ts";
import { differenceRows } from "./difference-rows.ts";
import type { Difference } from "./differences.ts";
import { outcome } from "./testing/sample-results.ts";

const names = { cases: allCases, groups: caseGroups };
const unlike = (id: string, code: number | null = null): Difference => ({ id, expected: outcome(), seen: outcome("OK", code) });
const titleOf = (id: string): string | undefined => [...allCases, ...caseGroups].find((each) => each.id === id)?.title;

describe("rows of differences", () => {
  it("name the case, its title and both outcomes", () => {
    expect(differenceRows([unlike("7.1.5", 1002)], names)).toEqual([["7.1.5", titleOf("7.1.5"), "OK, 1000", "OK, 1002"]]);
  });

  it("are shared by four neighbours of a section that differ alike", () => {
    const found = ["6.16.1", "6.17.1", "6.17.2", "6.17.3", "6.17.5"].map((id) => unlike(id));
    expect(differenceRows(found, names)).toEqual([
      ["6.16.1", titleOf("6.16.1"), "OK, 1000", "OK, no code"],
      ["6.17.1 to 6.17.5", `${titleOf("6.17")} (4 cases)`, "OK, 1000", "OK, no code"],
    ]);
  });

  it("are not shared by three, nor by those that differ otherwise", () => {
    expect(
      differenceRows(
        ["3.1", "3.2", "3.3"].map((id) => unlike(id)),
        names,
      ),
    ).toHaveLength(3);
    const found = ["3.1", "3.2", "3.3", "3.4"].map((id, index) => unlike(id, index < 2 ? null : 1002));
    expect(differenceRows(found, names)).toHaveLength(4);
  });
});
