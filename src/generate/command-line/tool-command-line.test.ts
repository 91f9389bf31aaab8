import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { helpOf, readToolWords, type Tool, ToolMistake } from "./tool-command-line.ts";

const tool: Tool = {
  script: "npm run thing",
  does: "Does a thing.",
  words: { noun: "colour", does: "paints it", known: ["red", "blue"] },
  flags: { page: { does: "writes the page alone" } },
  lists: { sizes: { noun: "size", does: "makes it so", known: ["small", "large"] } },
};

describe("the command line of a tool", () => {
  it("holds words, flags and lists", () => {
    expect(readToolWords(tool, ["red", "--page", "--sizes", "small,large"])).toEqual({
      words: ["red"],
      flags: new Set(["page"]),
      lists: { sizes: ["small", "large"] },
    });
    expect(readToolWords(tool, [])).toEqual({ words: [], flags: new Set(), lists: {} });
  });

  it.each([
    [["green"], "there is no colour green; there are red, blue"],
    [["--sizes", "small,tiny"], "there is no size tiny; there are small, large"],
    [["--pages"], "Unknown option '--pages'"],
    [["--sizes"], "Option '--sizes <value>' argument missing"],
  ])("%j is a mistake that is told in a line", (words, complaint) => {
    expect(() => readToolWords(tool, words)).toThrow(new ToolMistake(complaint));
  });

  it("without words takes none", () => {
    expect(() => readToolWords({ script: "", does: "" }, ["red"])).toThrow(new ToolMistake("red is not understood"));
  });

  it("shows everything there is when it is asked for help", () => {
    expect(helpOf(tool)).toBe(
      [
        "npm run thing -- …",
        "Does a thing.",
        "",
        "  [colour…]          paints it (red, blue)",
        "  --page             writes the page alone",
        "  --sizes a,b        makes it so (small, large)",
        "  --help             says this",
      ].join("\n"),
    );
  });
});

describe("every script of package.json that starts a tool of ours", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const tools = Object.values(scripts).flatMap((line) => /node dist-tools\/(\S+)\.js/.exec(line)?.[1] ?? []);

  it("reads its command line before it does anything", () => {
    expect(tools.length).toBeGreaterThan(7);
    const careless = tools.filter((path) => !/= asked\(|^asked\(/m.test(readFileSync(`${path}.ts`, "utf8")));
    expect(careless).toEqual([]);
  });
});
