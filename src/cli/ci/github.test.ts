import { describe, expect, it } from "vitest";
import { sampleResult } from "../../conformance/report/testing/sample-result.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import type { Conclusion } from "../conclusion/conclusion.ts";
import { annotations, stepSummary } from "./github.ts";

const failing: CaseResult = { ...sampleResult, agent: "A: <b>, 100%", behavior: "FAILED", behaviorClose: "FAILED" };
const lax: CaseResult = { ...sampleResult, agent: "A", id: "3.2", behavior: "NON-STRICT" };

const conclusion = (results: readonly CaseResult[], rest: Partial<Conclusion> = {}): Conclusion => ({
  ...{ results, flaky: [], comparison: undefined, reports: [], exitCode: 1 },
  isFailing: ({ behavior }) => behavior === "FAILED",
  ...rest,
});

describe("annotations", () => {
  it("are errors for failures and notices for what is not strict, on one line each and escaped", () => {
    const [error = "", notice = "", ...others] = annotations(conclusion([sampleResult, lax, failing]));
    expect(error).toMatch(/^::error title=A%3A <b>%2C 100%25 as a server%3A 4\.1\.2 FAILED%2C close FAILED::/);
    expect(error).not.toContain("\n");
    expect(error).toContain("%0A");
    expect(notice).toMatch(/^::notice title=A as a server%3A 3\.2 NON-STRICT/);
    expect(others).toEqual([]);
  });

  it("are warnings for what is flaky", () => {
    const flaky = [
      {
        agent: "A",
        role: "client" as const,
        id: "2.1",
        attempts: [{ behavior: "FAILED", behaviorClose: "OK", inconclusive: null } as const, sampleResult],
      },
    ];
    expect(annotations(conclusion([], { flaky }))).toEqual([
      "::warning title=A as a client%3A 2.1 is flaky::FAILED, close OK; then OK, close OK",
    ]);
  });

  it("are as many as GitHub shows, the last of which counts the others", () => {
    const lines = annotations(conclusion(Array.from({ length: 25 }, () => failing)));
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("::error::16 more, see the summary of the step and the report");
  });

  it("with a baseline, are errors for what is new only", () => {
    const comparison = { news: [], fixed: [], notRun: [] };
    expect(annotations(conclusion([failing], { comparison })).every((line) => line.startsWith("::notice"))).toBe(true);
  });
});

describe("the summary of a step", () => {
  it("counts by chapter and folds each failure away, without markup of a peer's own", () => {
    const text = stepSummary(conclusion([failing]));
    expect(text).toContain("## A: &lt;b>, 100% as a server");
    expect(text).toContain("| 4 Opcodes | 1 | 0 | 1 |");
    expect(stepSummary(conclusion([failing, { ...failing, isServer: true }])).match(/^## .*$/gm)).toHaveLength(2);
    expect(text).toMatch(/<details><summary>4\.1\.2 .*\(FAILED, close FAILED\)<\/summary>/);
  });
});
