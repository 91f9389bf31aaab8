import { describe, expect, it } from "vitest";
import { letters } from "../../../../spec/lifecycle/letters.ts";
import { arrowsInside } from "./arrows.ts";
import { chartOf, lettersOf, statesIn } from "./chart.ts";
import { chartMermaid } from "./mermaid.ts";
import { isDrawn, sectionsOf } from "./reaction-groups.ts";
import { statechartSvg } from "./statechart-svg.ts";

const roles = ["client", "server"] as const;

describe.each(roles)("the statechart of a %s", (role) => {
  const states = statesIn(chartOf(role));
  const moving = states.flatMap(({ reactions }) => reactions.filter((reaction) => reaction.target !== undefined && isDrawn(reaction)));

  it("has every transition that leads somewhere on exactly one arrow", () => {
    const drawn = states.flatMap((state) => arrowsInside(state)).flatMap(({ parts }) => parts.flatMap(({ reactions }) => reactions));
    expect(new Set(drawn)).toEqual(new Set(moving));
    expect(drawn).toHaveLength(moving.length);
  });

  it("reacts to letters of the alphabet only", () => {
    for (const { event } of states.flatMap(({ reactions }) => reactions)) {
      expect(event === "done" || lettersOf(event).length > 0, event).toBe(true);
    }
    expect(lettersOf("*")).toEqual(letters);
  });

  it("is a picture with every event and section, the same each time, and without the colours of the layout", async () => {
    const picture = await statechartSvg(role);
    for (const { event, requires } of moving) {
      if (event !== "done") expect(picture).toContain(`>${event}<`);
      expect(picture).toContain(sectionsOf(requires));
    }
    expect(picture).not.toMatch(/#00000[1-9]|#00aa/);
    expect(await statechartSvg(role)).toBe(picture);
  });

  it("leads to the pages of its states when it is told where they are", async () => {
    expect(await statechartSvg(role, ({ path }) => `/states/index.html#${path}`)).toContain('xlink:href="/states/index.html#finishing"');
  });

  it("is a Mermaid diagram whose arrows join states that it declares", () => {
    const lines = chartMermaid(chartOf(role))
      .split("\n")
      .map((line) => line.trim());
    const declared = new Set(lines.flatMap((line) => /^state "[^"]+" as (\w+)/.exec(line)?.[1] ?? []));
    const arrows = lines.flatMap((line) => [...(/^(\S+) --> (\S+)/.exec(line)?.slice(1) ?? [])]);
    expect(declared.size).toBe(states.length - 1);
    expect(arrows.filter((end) => end !== "[*]" && !declared.has(end))).toEqual([]);
    expect(lines.filter((line) => line.endsWith("{"))).toHaveLength(lines.filter((line) => line === "}").length);
  });
});

it("shortens the sections of requirements", () => {
  expect(sectionsOf(["rfc6455/5.4/fragment-order", "rfc6455/5.4/receives-fragments", "rfc7692/6.1/rsv1-on-first-frames-only"])).toBe(
    "§5.4 RFC 7692 §6.1",
  );
  expect(sectionsOf(["ours/lifecycle/total"])).toBe("ours");
});
