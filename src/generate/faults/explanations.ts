import { knownUnfound } from "../../../properties/unfound-faults.ts";
import type { FaultFindings } from "./kept-findings.ts";

/** What is wrong with the reasons why faults are not found: one is missing, or one is given that is not needed. */
export const wrongExplanations = (findings: readonly FaultFindings[]): string[] =>
  (["search", "properties"] as const).flatMap((method) => {
    const unfound = findings.filter((each) => each[method] === null).map(({ fault }) => fault);
    const known = knownUnfound(method);
    return [
      ...unfound.filter((fault) => !known.includes(fault)).map((fault) => `unexplained, not found by the ${method}: ${fault}`),
      ...known.filter((fault) => !unfound.includes(fault)).map((fault) => `explained, but not a survivor of the ${method}: ${fault}`),
    ];
  });
