import { describe, expect, it } from "vitest";
import { allCases } from "../cases/all-cases.ts";
import { matchesCaseId, matchesWhole, selectCases } from "./case-patterns.ts";

const select = (include: readonly string[], exclude: readonly string[] = []) => {
  const { selected, unmatched } = selectCases(allCases, include, exclude);
  return { ids: selected.map(({ id }) => id), unmatched };
};

describe("a pattern with an asterisk", () => {
  it("selects everything when it is nothing else", () => {
    expect(select(["*"]).ids).toEqual(allCases.map(({ id }) => id));
  });

  it("has to match the beginning of the id only", () => {
    const { ids } = select(["7.*.1"]);
    expect(ids).toEqual(["7.1.1", "7.3.1", "7.5.1", "7.7.1", "7.7.10", "7.7.11", "7.7.12", "7.7.13", "7.9.1", "7.13.1"]);
  });

  it("does not end a number: 1* selects chapter 10 too", () => {
    const { ids } = select(["1*"]);
    expect(ids).toContain("1.1.1");
    expect(ids).toContain("10.1.1");
    expect(ids.at(-1)).toBe("13.7.18");
    expect(ids).toHaveLength(16 + 1 + 90 + 126);
  });

  it("takes a dot for a dot", () => {
    expect(select(["11.*"])).toEqual({ ids: [], unmatched: ["11.*"] });
    expect(select(["1.*"]).ids).toHaveLength(16);
    expect(matchesCaseId("7.1*", "7.13.2")).toBe(true);
    expect(matchesCaseId("7.1*", "7x13.2")).toBe(false);
  });

  it("takes every other sign for itself", () => {
    for (const pattern of ["[67].*", "(6).*", "6+.*", "6|7.*", "\\d.*", "^6.*", "6?.*"]) {
      expect(select([pattern]), pattern).toEqual({ ids: [], unmatched: [pattern] });
    }
    expect(matchesCaseId("[67]*", "[67].1")).toBe(true);
  });

  it("may have several asterisks", () => {
    expect(select(["*.5.*"], ["9.*", "1*"]).ids).toEqual(["6.5.1", "6.5.2", "6.5.3", "6.5.4", "6.5.5", "7.5.1"]);
  });
});

describe("a pattern without an asterisk", () => {
  it("selects the one case with this id", () => {
    expect(select(["7.7.1"]).ids).toEqual(["7.7.1"]);
    expect(select(["2.1"]).ids).toEqual(["2.1"]);
  });

  it("selects no group", () => {
    expect(select(["7", "7.7"])).toEqual({ ids: [], unmatched: ["7", "7.7"] });
  });
});

describe("a selection", () => {
  it("is the union of one list without the union of the other", () => {
    expect(select(["4.*", "10.*", "3.7"], ["4.1.*", "4.2.5"]).ids).toEqual(["3.7", "4.2.1", "4.2.2", "4.2.3", "4.2.4", "10.1.1"]);
  });

  it("names each case once, in suite order, whatever the order of the patterns", () => {
    expect(select(["2.11", "2.*", "2.10", "1.2.8"]).ids[0]).toBe("1.2.8");
    expect(select(["2.11", "2.*", "2.10"]).ids).toEqual(["2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "2.9", "2.10", "2.11"]);
  });

  it("sorts cases that are not in order and drops those given twice", () => {
    const cases = ["10.1.1", "2.10", "2.9", "2.10"].map((id) => ({ id }));
    expect(selectCases(cases, ["*"], []).selected).toEqual([{ id: "2.9" }, { id: "2.10" }, { id: "10.1.1" }]);
  });

  it("tells which patterns of either list matched nothing", () => {
    expect(select(["6.5.*", "6.24.*", "8.1"], ["11.*", "6.5.1", "8.1"]).unmatched).toEqual(["6.24.*", "8.1", "11.*"]);
  });

  it("of no pattern is empty", () => {
    expect(select([])).toEqual({ ids: [], unmatched: [] });
  });
});

describe("matchesWhole", () => {
  it("covers the text to its end", () => {
    expect(matchesWhole("7.*.1", "7.7.1")).toBe(true);
    expect(matchesWhole("7.*.1", "7.7.10")).toBe(false);
    expect(matchesWhole("1*", "10.1.1")).toBe(true);
    expect(matchesWhole("9.1", "9.1.1")).toBe(false);
  });

  it("fits agent names with signs that regular expressions use", () => {
    expect(matchesWhole("C++ (beta)*", "C++ (beta) 1.2")).toBe(true);
    expect(matchesWhole("C++", "C")).toBe(false);
    expect(matchesWhole("*/2.0", "server/2.0")).toBe(true);
    expect(matchesWhole("*/2.0", "server/2x0")).toBe(false);
    expect(matchesWhole("two*", "two\nlines")).toBe(true);
  });
});
