import { knownUnfound } from "../../../../properties/unfound-faults.ts";
import type { Method } from "./job.ts";
import type { FaultFindings } from "./kept-findings.ts";

/**
 * What is wrong with the reasons why faults are not found: one is missing, or one is given that is not needed. Spin may
 * overlook what the search may overlook, and nothing else.
 */
export function wrongExplanations(findings: readonly FaultFindings[]): string[] {
  const unfoundBy = (method: Method): string[] => findings.filter((each) => each[method] === null).map(({ fault }) => fault);
  const unexplained = (method: Method, known: readonly string[]): string[] =>
    unfoundBy(method)
      .filter((fault) => !known.includes(fault))
      .map((fault) => `unexplained, not found by the ${method}: ${fault}`);
  return [
    ...unexplained("spin", knownUnfound("search")),
    ...(["search", "properties"] as const).flatMap((method) => [
      ...unexplained(method, knownUnfound(method)),
      ...knownUnfound(method)
        .filter((fault) => !unfoundBy(method).includes(fault))
        .map((fault) => `explained, but not a survivor of the ${method}: ${fault}`),
    ]),
  ];
}
