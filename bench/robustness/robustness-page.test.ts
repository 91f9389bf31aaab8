import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { KeptFigures } from "./kept-figures.ts";
import { keptFigures } from "./kept-figures.ts";
import { robustnessPage } from "./robustness-page.ts";

const figures: KeptFigures = {
  node: "v20.0.0",
  ws: "8.0.0",
  machine: "2 cores",
  attacks: [
    {
      name: "C6",
      attacked: "A client says nothing.",
      rounds: 3,
      measures: [
        { name: "time", unit: "s", most: 20 },
        { name: "memory", unit: "MiB" },
      ],
      figures: { hybi: [9.96, 0], ws: [20] },
    },
  ],
};

describe("the page about attacks", () => {
  it("is what is kept of the last run, with a figure for everything that it measures", () => {
    expect(readFileSync("docs/generated/robustness.md", "utf8")).toBe(robustnessPage(keptFigures()));
    expect(keptFigures().attacks.length).toBeGreaterThan(0);
    for (const { measures, figures: both } of keptFigures().attacks) {
      expect([both.hybi.length, both.ws.length]).toEqual([measures.length, measures.length]);
    }
  });

  it("says what was not measured, and what was not measured to its end", () => {
    const rows = robustnessPage(figures)
      .split("\n")
      .filter((line) => /^\| (A client| \|)/.test(line));
    expect(rows).toEqual(["| A client says nothing. Least of 3. | time | 10 s | at least 20 s |", "|  | memory | 0 MiB | not measured |"]);
  });
});
