import { describe, expect, it } from "vitest";
import { outcomesInIndex } from "./index-outcomes.ts";

const entry = { behavior: "OK", behaviorClose: "UNCLEAN", remoteCloseCode: null, duration: 3, reportfile: "x.json" };

describe("the overview of another suite", () => {
  it("yields what lasts of its results, in the order of the suite", () => {
    const outcomes = outcomesInIndex(JSON.stringify({ testee: { "2.10": entry, "2.9": { ...entry, remoteCloseCode: 1000 } } }));
    expect(Object.entries(outcomes)).toEqual([
      ["2.9", { behavior: "OK", behaviorClose: "UNCLEAN", remoteCloseCode: 1000 }],
      ["2.10", { behavior: "OK", behaviorClose: "UNCLEAN", remoteCloseCode: null }],
    ]);
  });

  it("has no outcomes without an agent", () => {
    expect(outcomesInIndex("{}")).toEqual({});
  });

  it("may give the peer several names, and leave out cases in which the suite itself failed", () => {
    const failed = { ...entry, behavior: "ERROR", behaviorClose: "FAILED" };
    const outcomes = outcomesInIndex(JSON.stringify({ testee: { "2.9": entry }, "127.0.0.1": { "1.1.1": entry, "2.10": failed } }));
    expect(Object.keys(outcomes)).toEqual(["1.1.1", "2.9"]);
  });

  it("is refused when it has a verdict that nobody knows", () => {
    expect(() => outcomesInIndex(JSON.stringify({ testee: { "2.9": { ...entry, behavior: "NO_CLOSE" } } }))).toThrow("case 2.9");
  });
});
