import { describe, expect, it } from "vitest";
import { keptMutants } from "./kept-mutants.ts";
import { readSurvivalReasons, reasonFor, type SurvivalReason } from "./survival-reasons.ts";

const known: readonly SurvivalReason[] = [
  { file: "a.ts", originals: ["i < end", "i + 1"], reason: "the loop" },
  { file: "a.ts", reason: "the file" },
];

describe("the reason for a survivor", () => {
  it("is the first one whose file and part of the text match", () => {
    expect(reasonFor(known, { file: "a.ts", original: "(i + 1) * 2" })).toBe("the loop");
    expect(reasonFor(known, { file: "a.ts", original: "i + 2" })).toBe("the file");
  });

  it("may be unknown", () => {
    expect(reasonFor(known, { file: "b.ts", original: "i < end" })).toBeUndefined();
  });
});

describe("the reasons that are kept", () => {
  const survivors = keptMutants().flatMap(({ file, survived }) => survived.map((mutant) => ({ file, ...mutant })));
  const reasons = readSurvivalReasons();

  it("explain every survivor", () => {
    const unexplained = survivors.filter((survivor) => reasonFor(reasons, survivor) === undefined);
    expect(unexplained.map(({ file, line, original, replacement }) => `${file}:${line}: ${original} -> ${replacement}`)).toEqual([]);
  });

  it("are each needed, as is each part of a text in them", () => {
    const single = reasons.flatMap(({ file, originals = [""], reason }) => originals.map((part) => ({ file, part, reason })));
    const stale = single.filter(
      ({ file, part, reason }) =>
        !survivors.some(
          (survivor) => survivor.file === file && survivor.original.includes(part) && reasonFor(reasons, survivor) === reason,
        ),
    );
    expect(stale).toEqual([]);
  });
});
