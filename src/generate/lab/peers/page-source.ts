import type { Case, CaseGroup } from "../../../conformance/case/case.ts";
import type { Outcomes } from "../../../conformance/verdict/outcome.ts";
import type { Reasons } from "./reasons.ts";
import type { PeerResults } from "./results-file.ts";

/** What the page is made from. */
export interface PageSource {
  readonly results: readonly PeerResults[];
  /** What a strict endpoint has to show for. */
  readonly expected: Outcomes;
  readonly cases: readonly Case[];
  readonly groups: readonly CaseGroup[];
  readonly reasons: Reasons;
}
