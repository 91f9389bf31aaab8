import { readFileSync } from "node:fs";
import { playInMemory } from "../../../../properties/adapters/case-in-memory.ts";
import { lighter } from "../../../../properties/adapters/lighter-case.ts";
import type { Role } from "../../../../spec/role.ts";
import { allCases } from "../../../conformance/cases/all-cases.ts";
import type { Outcome, Outcomes } from "../../../conformance/verdict/outcome.ts";
import type { Finding } from "./job.ts";

/** The first case in which an endpoint of a role has another outcome than the committed one. */
export function otherOutcome(role: Role): Finding {
  const expected = JSON.parse(readFileSync("autobahn-results/expected.json", "utf8")) as Outcomes;
  for (const played of allCases) {
    const is = outcomeInWords(() => playInMemory(lighter(played), role).outcome);
    const shouldBe = outcomeInWords(() => expected[played.id] as Outcome);
    if (is !== shouldBe) return `case ${played.id}: ${is} instead of ${shouldBe}`;
  }
  return null;
}

/** An endpoint that runs into a bug of its own has no outcome, but says something. */
function outcomeInWords(outcomeOf: () => Outcome): string {
  try {
    const { behavior, behaviorClose, remoteCloseCode } = outcomeOf();
    return `${behavior}, close ${behaviorClose}, ${remoteCloseCode ?? "no"} status code`;
  } catch (error) {
    return `“${(error as Error).message}”`;
  }
}
