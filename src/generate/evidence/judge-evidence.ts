import type { RequirementId } from "../../../spec/requirements.ts";
import { judgedRequirements } from "../../oracle/judged-requirements.ts";

/** Files with requirements that the fuzzer holds against a peer, whatever the case. */
export function judgesFor(): ReadonlyMap<RequirementId, readonly string[]> {
  const files = new Map<RequirementId, string[]>();
  for (const { requirement, judgedIn } of judgedRequirements) {
    files.set(requirement, [...new Set([...(files.get(requirement) ?? []), judgedIn])].sort());
  }
  return files;
}
