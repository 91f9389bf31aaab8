import { describe, expect, it } from "vitest";
import { requirementIds } from "../../../spec/requirements.ts";
import type { Step } from "../case/case.ts";
import { chapterOf, compareCaseIds, sectionOf } from "../case/case-ids.ts";
import { allCases } from "./all-cases.ts";
import { caseGroups } from "./groups.ts";

const sectionSizes: Readonly<Record<string, number>> = {
  "1.1": 8,
  "1.2": 8,
  "2": 11,
  "3": 7,
  "4.1": 5,
  "4.2": 5,
  "5": 20,
  "6.1": 3,
  "6.2": 4,
  "6.3": 2,
  "6.4": 4,
  "6.5": 5,
  "6.6": 11,
  "6.7": 4,
  "6.8": 2,
  "6.9": 4,
  "6.10": 3,
  "6.11": 5,
  "6.12": 8,
  "6.13": 5,
  "6.14": 10,
  "6.15": 1,
  "6.16": 3,
  "6.17": 5,
  "6.18": 5,
  "6.19": 5,
  "6.20": 7,
  "6.21": 8,
  "6.22": 34,
  "6.23": 7,
  "7.1": 6,
  "7.3": 6,
  "7.5": 1,
  "7.7": 13,
  "7.9": 9,
  "7.13": 2,
  "9.1": 6,
  "9.2": 6,
  "9.3": 9,
  "9.4": 9,
  "9.5": 6,
  "9.6": 6,
  "9.7": 6,
  "9.8": 6,
  "10.1": 1,
  "12.1": 18,
  "12.2": 18,
  "12.3": 18,
  "12.4": 18,
  "12.5": 18,
  "13.1": 18,
  "13.2": 18,
  "13.3": 18,
  "13.4": 18,
  "13.5": 18,
  "13.6": 18,
  "13.7": 18,
};

/** The steps of a case and those that it puts off. */
const allSteps = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => (step.step === "continueLater" ? [step, ...allSteps(step.steps)] : [step]));

describe("the list of cases", () => {
  it("has 517 cases, each id once", () => {
    expect(allCases).toHaveLength(517);
    expect(new Set(allCases.map(({ id }) => id)).size).toBe(517);
  });

  it("has the cases of every section, numbered from 1", () => {
    for (const [section, size] of Object.entries(sectionSizes)) {
      const numbers = allCases.filter(({ id }) => sectionOf(id) === section).map(({ id }) => Number(id.split(".").at(-1)));
      expect(numbers, section).toEqual(Array.from({ length: size }, (_, index) => index + 1));
    }
  });

  it("is in numeric order", () => {
    const ids = allCases.map(({ id }) => id);
    expect([...ids].reverse().sort(compareCaseIds)).toEqual(ids);
  });

  it("fills the sections that have a title, and has no other", () => {
    const groups = caseGroups.map(({ id }) => id);
    expect(new Set(groups).size).toBe(groups.length);
    const sections = new Set(allCases.map(({ id }) => sectionOf(id)));
    expect(groups.filter((id) => sections.has(id))).toEqual([...sections]);
    const chapters = new Set([...sections].map(chapterOf));
    expect(groups.filter((id) => !id.includes("."))).toEqual([...chapters]);
  });
});

describe("every case", () => {
  it("requires one to five requirements of the catalogue", () => {
    const known = new Set<string>(requirementIds);
    for (const { id, requires } of allCases) {
      expect(requires.length, id).toBeGreaterThanOrEqual(1);
      expect(requires.length, id).toBeLessThanOrEqual(5);
      expect(new Set(requires).size, id).toBe(requires.length);
      expect(
        requires.filter((requirement) => !known.has(requirement)),
        id,
      ).toEqual([]);
    }
  });

  it("is described in short sentences", () => {
    for (const { id, title, description, expectation } of allCases) {
      for (const words of [title, description, expectation]) {
        expect(words.trim(), id).toBe(words);
        expect(words.length, id).toBeGreaterThan(10);
        expect(words.length, id).toBeLessThanOrEqual(300);
      }
      expect(title, id).not.toMatch(/\.$/);
      expect(description, id).toMatch(/\.$/);
      expect(expectation, id).toMatch(/\.$/);
    }
  });

  it("has a title of its own", () => {
    const titles = allCases.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it("can end: some step closes or kills the connection in time", () => {
    for (const { id, play } of allCases) {
      const limits = allSteps(play).filter(({ step }) => step === "killAfter" || step === "closeAfter");
      expect(limits, id).toHaveLength(1);
    }
  });

  it("expects events, or has a program to judge", () => {
    for (const { id, expected, program } of allCases) expect(expected.OK === undefined, id).toBe(program !== undefined);
  });

  it("expects verdicts that exclude each other", () => {
    for (const { id, expected, program } of allCases) {
      if (program === undefined) expect(expected["NON-STRICT"], id).not.toEqual(expected.OK);
    }
  });

  it("expects something back unless the fuzzer or the failing peer is to close straight away", () => {
    for (const { id, play, expected, expectedClose } of allCases) {
      const closesByItself = allSteps(play).some(({ step }) => step === "close");
      const answered = expectedClose.closedByMe && !closesByItself;
      if (answered) expect(expected.OK, id).not.toEqual([]);
      if (expectedClose.closedByWrongEndpointIsFatal) expect(expectedClose.closedByMe, id).toBe(false);
    }
  });
});

describe("compareCaseIds", () => {
  it("compares parts as numbers", () => {
    expect(compareCaseIds("2.9", "2.10")).toBeLessThan(0);
    expect(compareCaseIds("10.1.1", "9.8.6")).toBeGreaterThan(0);
    expect(compareCaseIds("7.13.2", "7.9.1")).toBeGreaterThan(0);
  });

  it("puts a group before what is inside it", () => {
    expect(compareCaseIds("6", "6.1")).toBeLessThan(0);
    expect(["6.10", "6.2", "6", "10", "9"].sort(compareCaseIds)).toEqual(["6", "6.2", "6.10", "9", "10"]);
  });

  it("knows when two ids are the same", () => {
    expect(compareCaseIds("6.4.1", "6.4.1")).toBe(0);
  });

  it("agrees with the order of the groups", () => {
    const ids = caseGroups.map(({ id }) => id);
    expect([...ids].reverse().sort(compareCaseIds)).toEqual(ids);
  });
});
