import type { CaseResult } from "../../conformance/verdict/case-result.ts";

/** Two servers may call themselves the same; the address tells them apart. */
export function withOwnName(results: readonly CaseResult[], earlier: readonly CaseResult[], url: string): CaseResult[] {
  return results.map((result) =>
    earlier.some(({ agent }) => agent === result.agent) ? { ...result, agent: `${result.agent} at ${url}` } : result,
  );
}
