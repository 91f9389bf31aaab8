import { describe, expect, it } from "vitest";
import { SeededNumbers } from "./seeded-numbers.ts";

const bitsOf = (seed: number, count: number): readonly number[] => {
  const numbers = new SeededNumbers(seed);
  return Array.from({ length: count }, () => numbers.bits());
};

describe("seeded numbers", () => {
  it("follow from the seed", () => {
    expect(bitsOf(1, 3)).toEqual(bitsOf(1, 3));
    expect(bitsOf(1, 3)).not.toEqual(bitsOf(2, 3));
  });

  it("are those of Marsaglia's xorshift with shifts 13, 17 and 5", () => {
    expect(bitsOf(2463534242, 2)).toEqual([723471715, 2497366906]);
  });

  it("do not stop at zero", () => {
    expect(bitsOf(0, 2)).toEqual(bitsOf(1, 2));
    expect(bitsOf(0, 1)).not.toEqual([0]);
  });

  it("reach both ends of a range and nothing beyond", () => {
    const numbers = new SeededNumbers(7);
    const seen = new Set(Array.from({ length: 500 }, () => numbers.between(-2, 3)));
    expect([...seen].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
  });

  it("pick every choice, or the early ones more often", () => {
    const numbers = new SeededNumbers(7);
    const choices = ["a", "b", "c", "d"];
    const count = (pick: () => string) => {
      const picked = Array.from({ length: 4000 }, pick);
      return choices.map((choice) => picked.filter((each) => each === choice).length);
    };
    const evenly = count(() => numbers.pick(choices));
    expect(Math.min(...evenly)).toBeGreaterThan(900);
    expect(Math.max(...evenly)).toBeLessThan(1100);
    const early = count(() => numbers.pickEarly(choices));
    expect(early).toEqual([...early].sort((a, b) => b - a));
    expect(early[0]).toBeGreaterThan(1900);
    expect(early[3]).toBeGreaterThan(150);
  });
});
