import { describe, expect, it } from "vitest";
import { peersPage } from "./page.ts";
import { outcome, sourceOf, wsResults } from "./testing/sample-results.ts";

const conforming = sourceOf([]).expected;

/** The cells of the table rows that begin with these cells. */
const rowsOf = (page: string, ...start: readonly string[]): readonly string[][] =>
  page
    .split("\n")
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()))
    .filter((cells) => start.every((cell, index) => cells[index] === cell));

describe("the page about peers", () => {
  it("counts verdicts and deviations", () => {
    const results = wsResults({ "1.1.1": outcome(), "2.5": outcome("OK", 1000), "6.4.1": outcome("NON-STRICT", 1007) });
    const page = peersPage({ ...sourceOf([results]), cases: [] });
    expect(rowsOf(page, "ws 8.0.0 (Node)", "server")).toEqual([
      ["ws 8.0.0 (Node)", "server", "3 of 0", "2", "1", "0", "0", "0", "3", "0", "0", "0", "0", "0", "2"],
    ]);
  });

  it("lists deviations by reason, and says which have none", () => {
    const results = wsResults({ ...conforming, "2.5": outcome("FAILED"), "6.4.1": outcome("NON-STRICT", 1007) });
    const page = peersPage(sourceOf([results], { peers: { ws: [{ cases: ["6.4.*"], reason: "It is late." }] }, suites: {} }));
    expect(page).toMatch(
      /### ws 8\.0\.0 \(Node\) as a server\n\nNot yet explained\. \(1 case\).*\| 2\.5 \|.*It is late\. \(1 case\).*\| 6\.4\.1 \|/s,
    );
    expect(rowsOf(page, "6.4.1")).toEqual([["6.4.1", "", "OK, 1007", "NON-STRICT, close OK, 1007"]]);
  });

  it("says so when there are none", () => {
    expect(peersPage(sourceOf([wsResults(conforming)]))).toContain("as a server\n\nNone.");
  });

  it("compares another suite with ours on the same peer, version and role", () => {
    const ours = wsResults({ ...conforming, "2.5": outcome("FAILED") });
    const theirs = { ...ours, suite: "kosoku 1.0", outcomes: conforming };
    const reasons = { peers: {}, suites: { kosoku: [{ peer: "ws", cases: ["2.5"], reason: "It does not look." }] } };
    const page = peersPage(sourceOf([theirs, ours], reasons));
    expect(rowsOf(page, "kosoku 1.0")).toEqual([["kosoku 1.0", "ws 8.0.0", "server", "4", "1"]]);
    expect(page).toContain("It does not look. (1 verdict)");
    expect(rowsOf(page, "ws, server")).toEqual([["ws, server", "2.5", "", "FAILED, close OK, 1000", "OK, 1002"]]);
    const elsewhere = peersPage(sourceOf([{ ...theirs, version: "7.0.0" }, ours]));
    expect(rowsOf(elsewhere, "kosoku 1.0")).toEqual([["kosoku 1.0", "ws 7.0.0", "server", "0", "0"]]);
  });

  it("compares what another suite says of our own endpoints with what is expected of a strict one", () => {
    const theirs = { ...wsResults(conforming), peer: "hybi", version: "", suite: "kosoku 1.0" };
    const page = peersPage(sourceOf([theirs]));
    expect(rowsOf(page, "kosoku 1.0")).toEqual([["kosoku 1.0", "hybi", "server", "4", "0"]]);
    expect(page).toContain("It agrees with hybi in every case.");
  });
});
