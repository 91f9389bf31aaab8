import { explain } from "../../explain/explain.ts";
import type { CaseResult } from "../../verdict/case-result.ts";
import { ratiosText } from "../words/compression-ratio.ts";
import { visibleText } from "../words/visible-text.ts";

type Listed = "agent" | "id" | "behavior" | "behaviorClose" | "inconclusive" | "remoteCloseCode" | "duration" | "started" | "reportTime";

/** As much of a result as the overview shows; what an earlier run has left on disk says no more. */
export interface ListedResult extends Pick<CaseResult, Listed> {
  /** Compression ratios, where the case reports them. */
  readonly ratios: string | null;
  /** Why it is not a strict pass, in a sentence. */
  readonly summary: string | null;
}

const listed = new WeakMap<CaseResult, ListedResult>();

/** What the overview shows of a result; worked out once, since a result never changes. */
export function listedResult(result: CaseResult): ListedResult {
  const shown = listed.get(result) ?? shownOf(result);
  listed.set(result, shown);
  return shown;
}

function shownOf(result: CaseResult): ListedResult {
  const { agent, id, behavior, behaviorClose, inconclusive, remoteCloseCode, duration, started, reportTime } = result;
  const { reportCompressionRatio, trafficStats } = result;
  const explanation = explain(result);
  return {
    ...{ agent, id, behavior, behaviorClose, inconclusive, remoteCloseCode, duration, started, reportTime },
    ratios: reportCompressionRatio && trafficStats !== null ? ratiosText(trafficStats) : null,
    summary: explanation === undefined ? null : visibleText(explanation.summary),
  };
}
