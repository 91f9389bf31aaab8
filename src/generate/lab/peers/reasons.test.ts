import { describe, expect, it } from "vitest";
import { selectCases } from "../../../conformance/case/case-patterns.ts";
import { allCases } from "../../../conformance/cases/all-cases.ts";
import { ownName, suiteNames } from "./arguments.ts";
import { peers } from "./peer.ts";
import { explained, type Reason, readReasons, reasonFor, type SuiteReason } from "./reasons.ts";
import { outcome } from "./testing/sample-results.ts";

const known: readonly Reason[] = [
  { cases: ["6.4.1", "7.*"], role: "server", reason: "servers only" },
  { cases: ["6.4.*"], reason: "both" },
];

describe("the reason for a case", () => {
  it("is the first one whose pattern and role match", () => {
    expect(reasonFor(known, "server", "6.4.1")).toBe("servers only");
    expect(reasonFor(known, "client", "6.4.1")).toBe("both");
    expect(reasonFor(known, "server", "7.1.5")).toBe("servers only");
  });

  it("may be unknown", () => {
    expect(reasonFor(known, "client", "7.1.5")).toBeUndefined();
  });

  it("groups differences, with the unexplained ones first", () => {
    const found = ["6.4.1", "6.4.2", "2.5"].map((id) => ({ id, expected: outcome(), seen: outcome("FAILED") }));
    const groups = explained(found, known, "client").map(({ reason, differences }) => [reason, differences.map(({ id }) => id)]);
    expect(groups).toEqual([
      [undefined, ["2.5"]],
      ["both", ["6.4.1", "6.4.2"]],
    ]);
  });
});

describe("the reasons that are kept", () => {
  const { peers: byPeer, suites: bySuite } = readReasons();
  const all: readonly SuiteReason[] = [...Object.values(byPeer), ...Object.values(bySuite)].flat();

  it("are about peers and suites that exist", () => {
    const names = [...peers.map(({ name }) => name), ownName];
    expect(names).toEqual(expect.arrayContaining(Object.keys(byPeer)));
    expect(suiteNames).toEqual(expect.arrayContaining(Object.keys(bySuite)));
    expect(names).toEqual(expect.arrayContaining(all.flatMap(({ peer }) => peer ?? [])));
  });

  it("have patterns that match cases", () => {
    const patterns = all.flatMap(({ cases }) => cases);
    expect(selectCases(allCases, patterns, []).unmatched).toEqual([]);
  });
});
