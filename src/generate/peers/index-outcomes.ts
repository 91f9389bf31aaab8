import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Behavior, BehaviorClose } from "../../conformance/case-result.ts";
import { compareCaseIds } from "../../conformance/cases/all-cases.ts";
import type { Outcome, Outcomes } from "../../conformance/outcome.ts";
import { Unavailable } from "./run-program.ts";

type Index = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

const behaviors: readonly Behavior[] = ["OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED", "FAILED"];
const closeBehaviors: readonly BehaviorClose[] = ["OK", "FAILED", "UNCLEAN", "WRONG CODE", "FAILED BY CLIENT", "INFORMATIONAL"];

/** The outcomes of the only agent of an `index.json`, the overview that all these suites write. */
export function outcomesInIndex(text: string): Outcomes {
  const [cases] = Object.values(JSON.parse(text) as Index);
  const ids = Object.keys(cases ?? {}).sort(compareCaseIds);
  return Object.fromEntries(ids.map((id) => [id, outcomeIn(id, cases?.[id] ?? {})]));
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
