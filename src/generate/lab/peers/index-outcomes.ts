import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compareCaseIds } from "../../../conformance/case/case-ids.ts";
import type { Behavior, BehaviorClose } from "../../../conformance/verdict/case-result.ts";
import type { Outcome, Outcomes } from "../../../conformance/verdict/outcome.ts";
import { Unavailable } from "../../command-line/run-program.ts";

type Index = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

const behaviors: readonly Behavior[] = ["OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED", "FAILED"];
const closeBehaviors: readonly BehaviorClose[] = ["OK", "FAILED", "UNCLEAN", "WRONG CODE", "FAILED BY CLIENT", "INFORMATIONAL"];

/** The label of a suite that failed itself: that is no verdict. */
const ownError = "ERROR";

/** The outcomes in an `index.json`, the overview that all these suites write. A run has one peer, whatever names it is given there. */
export function outcomesInIndex(text: string): Outcomes {
  const entries = Object.values(JSON.parse(text) as Index).flatMap((cases) => Object.entries(cases));
  const judged = entries.filter(([, { behavior }]) => behavior !== ownError).sort(([a], [b]) => compareCaseIds(a, b));
  return Object.fromEntries(judged.map(([id, entry]) => [id, outcomeIn(id, entry)]));
}

/** Reads the `index.json` of a report folder; a suite that wrote none did not get to its end. */
export async function readIndex(folder: string): Promise<Outcomes> {
  const text = await readFile(join(folder, "index.json"), "utf8").catch(() => {
    throw new Unavailable("the suite wrote no index.json");
  });
  return outcomesInIndex(text);
}

function outcomeIn(id: string, { behavior, behaviorClose, remoteCloseCode }: Readonly<Record<string, unknown>>): Outcome {
  const isCode = typeof remoteCloseCode === "number" || remoteCloseCode === null;
  const known = {
    behavior: behaviors.find((each) => each === behavior),
    behaviorClose: closeBehaviors.find((each) => each === behaviorClose),
  };
  if (known.behavior === undefined || known.behaviorClose === undefined || !isCode) {
    throw new Unavailable(
      `case ${id} has the verdicts ${JSON.stringify({ behavior, behaviorClose, remoteCloseCode })}, which nobody knows`,
    );
  }
  return { behavior: known.behavior, behaviorClose: known.behaviorClose, remoteCloseCode };
}
