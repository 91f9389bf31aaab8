import { expect, it } from "vitest";
import { chapterOf, compareCaseIds, sectionOf } from "./case-ids.ts";

it("an id says its chapter and its section", () => {
  expect([chapterOf("6.22.1"), sectionOf("6.22.1")]).toEqual(["6", "6.22"]);
  expect([chapterOf("10.1"), sectionOf("10.1")]).toEqual(["10", "10"]);
});

it("ids are in the order of their numbers, a group before its cases", () => {
  const ids = ["10.1.1", "2.10", "6.1", "7.13.2", "2.9", "6"];
  expect(ids.toSorted(compareCaseIds)).toEqual(["2.9", "2.10", "6", "6.1", "7.13.2", "10.1.1"]);
});
