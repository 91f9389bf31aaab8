import { describe, expect, it } from "vitest";
import { JobLimit } from "./job-limit.ts";

/** So many cases go by with answers that take so long. */
function cases(limit: JobLimit, count: number, answerMs: number): JobLimit {
  for (let i = 0; i < count; i++) limit.adapt(answerMs);
  return limit;
}

describe("a limit on jobs", () => {
  it("stays where the peer is prompt", () => {
    expect(cases(new JobLimit(32), 500, 20).jobs).toBe(32);
  });

  it("is halved when the answers of as many cases are slow, down to one at a time", () => {
    const limit = new JobLimit(32);
    expect(cases(limit, 31, 400).jobs).toBe(32);
    expect(cases(limit, 1, 400).jobs).toBe(16);
    expect(cases(limit, 500, 400).jobs).toBe(1);
  });

  it("grows again by one at a time, to where it was and no further", () => {
    const limit = cases(new JobLimit(4), 4, 400);
    expect(cases(limit, 2, 20).jobs).toBe(3);
    expect(cases(limit, 100, 20).jobs).toBe(4);
  });

  it("is never more than half of what the machine did not have", () => {
    const limit = new JobLimit(400);
    limit.halve();
    expect(cases(limit, 1000, 1).jobs).toBe(200);
  });

  it("is lifted for a peer that nothing overtaxes", () => {
    const limit = cases(new JobLimit(4), 4, 400);
    limit.lift(500);
    expect(limit.jobs).toBe(500);
  });
});
