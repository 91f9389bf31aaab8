import { describe, expect, it } from "vitest";
import { filled } from "./filled.ts";

const ab = { next: () => "ab", end: (size: number) => "-".repeat(size) };

describe("filled", () => {
  it("takes whole pieces and makes up the rest", () => {
    expect(filled({ size: 7, endSizeMin: 0, ...ab })).toBe("ababab-");
    expect(filled({ size: 6, endSizeMin: 0, ...ab })).toBe("ababab");
    expect(filled({ size: 1, endSizeMin: 0, ...ab })).toBe("-");
  });

  it("keeps room for the end", () => {
    expect(filled({ size: 7, endSizeMin: 2, ...ab })).toBe("abab---");
    expect(filled({ size: 2, endSizeMin: 2, ...ab })).toBe("--");
  });

  it("counts as it is told", () => {
    expect(filled({ size: 9, endSizeMin: 0, ...ab, sizeOf: (piece) => 2 * piece.length })).toBe("abab-");
  });
});
