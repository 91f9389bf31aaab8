import { describe, expect, it } from "vitest";
import { type PeerResults, resultsFileName, resultsText, updatedResults } from "./results-file.ts";
import { outcome, wsResults } from "./testing/sample-results.ts";

describe("a result file", () => {
  it("is named after peer, role and, if it is not ours, suite", () => {
    expect(resultsFileName(wsResults({}))).toBe("ws-server.json");
    expect(resultsFileName({ peer: "ws", role: "client", suite: "kosoku 0.1.0" })).toBe("ws-client.kosoku.json");
  });

  it("is JSON with a line a case", () => {
    const results = wsResults({ "1.1.1": outcome(), "2.5": outcome("FAILED", null) });
    const text = resultsText(results);
    expect(JSON.parse(text)).toEqual(results);
    expect(text.split("\n")).toContain('    "2.5": {"behavior":"FAILED","behaviorClose":"OK","remoteCloseCode":null}');
  });
});

describe("results of a later run", () => {
  const earlier = wsResults({ "2.9": outcome("FAILED"), "2.10": outcome() });

  it("replace those of the same cases and keep the others, in the order of the suite", () => {
    const { outcomes } = updatedResults(earlier, wsResults({ "2.9": outcome(), "1.1.1": outcome() }));
    expect(Object.entries(outcomes)).toEqual([
      ["1.1.1", outcome()],
      ["2.9", outcome()],
      ["2.10", outcome()],
    ]);
  });

  it.each<Partial<PeerResults>>([{ version: "9.0.0" }, { suite: "kosoku 0.2.0" }, { profile: "full" }])("replace all with %o", (change) => {
    const later = { ...wsResults({ "1.1.1": outcome() }), ...change };
    expect(updatedResults(earlier, later)).toBe(later);
  });
});
