import { describe, expect, it } from "vitest";
import { sampleResult } from "../../conformance/report/testing/sample-result.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { type Baseline, baselineText, compareWithBaseline, parseBaseline, updatedBaseline } from "./baseline.ts";

const result = (id: string, verdicts: Partial<CaseResult> = {}): CaseResult => ({ ...sampleResult, agent: "A/1", id, ...verdicts });
const failed = { behavior: "FAILED", behaviorClose: "OK", remoteCloseCode: 1000 } as const;
const lax = { behavior: "NON-STRICT", behaviorClose: "OK", remoteCloseCode: 1007 } as const;
const ids = (cases: readonly { readonly id: string }[]): string[] => cases.map(({ id }) => id);

describe("a run beside a baseline", () => {
  const baseline: Baseline = { "A/1": { "1.1.1": failed, "1.1.2": lax, "1.1.3": failed } };

  it("has news where it is worse than what is accepted, or where nothing is", () => {
    const results = [result("1.1.1", failed), result("1.1.2", failed), result("2.1", lax), result("2.2")];
    expect(ids(compareWithBaseline(results, baseline).news)).toEqual(["1.1.2", "2.1"]);
  });

  it("says what is better now, and what was not run", () => {
    const comparison = compareWithBaseline([result("1.1.1", lax), result("1.1.2")], baseline);
    expect(ids(comparison.fixed)).toEqual(["1.1.1", "1.1.2"]);
    expect(ids(comparison.notRun)).toEqual(["1.1.3"]);
    expect(comparison.news).toEqual([]);
  });

  it("takes one agent for the same although its name has another version now", () => {
    expect(compareWithBaseline([result("1.1.1", { ...failed, agent: "A/2" })], baseline).news).toEqual([]);
    const two = [result("1.1.1", { ...failed, agent: "A/2" }), result("1.1.1", { ...failed, agent: "B" })];
    expect(compareWithBaseline(two, baseline).news).toHaveLength(2);
  });

  it("holds each role of an agent against its own entry, whatever the version in the name", () => {
    const byRole: Baseline = { "A/1 as a server": { "1.1.1": lax }, "A/1 as a client": { "1.1.1": failed } };
    const results = [result("1.1.1", failed), result("1.1.1", { ...failed, isServer: true })];
    expect(compareWithBaseline(results, byRole).news).toEqual([results[0]]);
    const renamed = results.map((each) => ({ ...each, agent: "A/2" }));
    expect(compareWithBaseline(renamed, byRole).news).toEqual([renamed[0]]);
    expect(ids(compareWithBaseline([result("1.1.1")], byRole).notRun)).toEqual(["1.1.1"]);
  });

  it("has a deviation without a role fixed only when it is so in both", () => {
    const good = result("1.1.1");
    expect(ids(compareWithBaseline([good, { ...good, isServer: true }], { "A/1": { "1.1.1": failed } }).fixed)).toEqual(["1.1.1"]);
    const bad = result("1.1.1", { ...failed, isServer: true });
    expect(compareWithBaseline([good, bad], { "A/1": { "1.1.1": failed } }).fixed).toEqual([]);
  });

  it("judges the close as well", () => {
    const unclean = result("1.1.2", { ...lax, behaviorClose: "UNCLEAN" });
    expect(compareWithBaseline([unclean], baseline).news).toEqual([unclean]);
  });
});

describe("an updated baseline", () => {
  it("accepts what was seen, forgets what is fixed, and keeps what was not run", () => {
    const earlier: Baseline = { "A/1": { "2.10": failed, "1.1.1": failed } };
    const updated = updatedBaseline([result("1.1.1"), result("2.9", lax)], earlier);
    expect(updated).toEqual({ "A/1 as a server": { "2.9": lax, "2.10": failed } });
    expect(Object.keys(updated["A/1 as a server"] ?? {})).toEqual(["2.9", "2.10"]);
  });

  it("keeps the roles of an agent apart", () => {
    const results = [result("2.9", lax), result("2.9", { ...failed, isServer: true })];
    const updated = updatedBaseline(results, {});
    expect(updated).toEqual({ "A/1 as a server": { "2.9": lax }, "A/1 as a client": { "2.9": failed } });
    expect(compareWithBaseline(results, updated)).toEqual({ news: [], fixed: [], notRun: [] });
    expect(updatedBaseline([result("2.9")], updated)).toEqual({ "A/1 as a server": {}, "A/1 as a client": { "2.9": failed } });
  });

  it("takes an entry without a role for both, and gives it those that ran", () => {
    const earlier: Baseline = { "A/1": { "1.1.1": failed, "2.9": failed } };
    const both = [result("2.9", lax), result("2.9", { ...failed, isServer: true })];
    expect(updatedBaseline(both, earlier)).toEqual({
      "A/1 as a server": { "1.1.1": failed, "2.9": lax },
      "A/1 as a client": { "1.1.1": failed, "2.9": failed },
    });
    expect(updatedBaseline([result("2.9")], earlier)).toEqual({ "A/1 as a server": { "1.1.1": failed } });
    expect(updatedBaseline([result("2.9", { agent: "B" }), result("2.9", { agent: "C" })], earlier)).toMatchObject(earlier);
  });

  it("is a text with a line a case, which reads back the same", () => {
    const text = baselineText({ "A/1": { "2.9": lax }, B: {} });
    expect(text).toBe(
      '{\n  "A/1": {\n    "2.9": {"behavior":"NON-STRICT","behaviorClose":"OK","remoteCloseCode":1007}\n  },\n  "B": {}\n}\n',
    );
    expect(parseBaseline(text)).toEqual({ "A/1": { "2.9": lax }, B: {} });
  });
});

describe("a baseline is refused", () => {
  const behaviors = "has to be OK, INFORMATIONAL, NON-STRICT, UNIMPLEMENTED or FAILED";
  const good = { behavior: "FAILED", behaviorClose: "OK" };

  it.each([
    ["[]", "the file has to be an object, { … }"],
    ['{"A": 1}', 'the file: "A" has to be an object, { … }'],
    ['{"A": []}', 'the file: "A" has to be an object, { … }'],
    ['{"A": {"1.1.1": null}}', 'the file: "A": "1.1.1" has to be an object, { … }'],
    ['{"A": {"1.1.1": {}}}', `the file: "A": "1.1.1": "behavior" ${behaviors}`],
    [JSON.stringify({ A: { "1.1.1": good, "1.1.2": { ...good, behavior: "GOOD" } } }), `the file: "A": "1.1.2": "behavior" ${behaviors}`],
    [JSON.stringify({ A: { "1.1.1": { ...good, behavior: "toString" } } }), `the file: "A": "1.1.1": "behavior" ${behaviors}`],
    [
      JSON.stringify({ A: { "1.1.1": { behavior: "OK" } } }),
      'the file: "A": "1.1.1": "behaviorClose" has to be OK, INFORMATIONAL, WRONG CODE, FAILED BY CLIENT, UNCLEAN or FAILED',
    ],
    [
      JSON.stringify({ A: { "1.1.1": { ...good, remoteCloseCode: "1000" } } }),
      'the file: "A": "1.1.1": "remoteCloseCode" has to be a number, or null',
    ],
  ])("%s, with what is wrong and where", (text, complaint) => {
    expect(parseBaseline(text)).toEqual(new Error(complaint));
  });

  it("where it is no JSON", () => {
    expect(parseBaseline("")).toEqual(new Error("it is not JSON: Unexpected end of JSON input"));
  });

  it("but not in the form of an index.json", () => {
    const entry = { behavior: "OK", behaviorClose: "OK", duration: 2, remoteCloseCode: 1000, reportfile: "a_case_1_1_1.json" };
    expect(parseBaseline(JSON.stringify({ A: { "1.1.1": entry } }))).toEqual({ A: { "1.1.1": entry } });
  });
});
