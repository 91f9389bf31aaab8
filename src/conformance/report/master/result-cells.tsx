import type { VNode } from "preact";
import type { CaseResult } from "../../case-result.ts";
import { explain } from "../../explain.ts";
import { reportFileName } from "../file-names.ts";
import { ratiosText } from "../traffic-json.ts";
import { behaviorWords, closeLabel, closeWords, missingWords } from "../verdict-words.ts";
import { visibleText } from "../visible-text.ts";

/** The two cells of one agent in the row of one case: its verdict with a link to more, and how it closed. */
export const ResultCells = ({ fileStem, result }: { readonly fileStem: string; readonly result: CaseResult | undefined }): VNode => {
  if (result === undefined) return <MissingCells />;
  const behavior = behaviorWords[result.behavior];
  const close = closeWords[result.behaviorClose];
  return (
    <>
      <td class={`v ${behavior.tone}`}>
        <a href={reportFileName(fileStem, result.id, "html")} title={reasonFor(result)}>
          {behavior.label}
        </a>
        {result.reportTime && <small>{Math.round(result.duration)} ms</small>}
        {result.reportCompressionRatio && result.trafficStats !== null && <small>{ratiosText(result.trafficStats)}</small>}
      </td>
      <td class={`c ${close.tone}`}>
        {closeLabel(result)}
        {close.note !== undefined && <small>{close.note}</small>}
      </td>
    </>
  );
};

/** Shown when a pointer rests on a verdict that is not a strict pass. */
function reasonFor(result: CaseResult): string | undefined {
  const explanation = explain(result);
  return explanation === undefined ? undefined : visibleText(explanation.summary);
}

const MissingCells = (): VNode => (
  <td class={missingWords.tone} colSpan={2}>
    {missingWords.label}
  </td>
);
