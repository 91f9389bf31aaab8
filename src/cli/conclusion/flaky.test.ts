import { describe, expect, it } from "vitest";
import { sampleResult } from "../../conformance/report/testing/sample-result.ts";
import { attemptOf } from "../../conformance/verdict/attempts.ts";
import { passed } from "../../conformance/verdict/behaviour.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { retried } from "./flaky.ts";

const good: CaseResult = { ...sampleResult, id: "1.1.1" };
const bad: CaseResult = { ...good, behavior: "FAILED" };

/** Retries a result with the given later attempts, and counts them. */
async function retry(first: CaseResult, retries: number, ...later: CaseResult[]) {
  let played = 0;
  const outcome = await retried([first], retries, passed, async () => later[played++]);
  return { ...outcome, played };
}

describe("a case that fails", () => {
  it("is not played again without retries, nor when it passes", async () => {
    expect((await retry(bad, 0, good)).played).toBe(0);
    expect((await retry(good, 3, bad)).played).toBe(0);
  });

  it("passes when a later attempt does, and is listed as flaky with every attempt", async () => {
    const { results, flaky, played } = await retry(bad, 3, bad, good);
    expect(played).toBe(2);
    expect(results[0]?.behavior).toBe("OK");
    expect(flaky).toEqual([
      {
        agent: good.agent,
        role: "server",
        id: "1.1.1",
        attempts: [bad, bad, good].map(attemptOf),
      },
    ]);
  });

  it("is flaky when the suite itself has seen it differ, and not when the machine was too busy to tell", async () => {
    const raced = { ...good, attempts: [attemptOf(bad), attemptOf(good), attemptOf(good)] };
    expect((await retry(raced, 0)).flaky).toMatchObject([{ id: "1.1.1", attempts: raced.attempts }]);
    const replayed = { ...good, attempts: [{ ...attemptOf(bad), inconclusive: "The machine was too busy to tell." }, attemptOf(good)] };
    expect((await retry(replayed, 0)).flaky).toEqual([]);
  });

  it("that fails every time is just a failure", async () => {
    const { results, flaky, played } = await retry(bad, 2, bad, bad, good);
    expect(played).toBe(2);
    expect(results[0]?.behavior).toBe("FAILED");
    expect(flaky).toEqual([]);
  });
});
