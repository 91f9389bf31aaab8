import type { VNode } from "preact";
import type { ListedResult } from "../content/listed-result.ts";
import { reportFileName } from "../files/file-names.ts";
import { cellClass, closeLabel, closeWords, missingWords, wordsOf } from "../words/verdict-words.ts";

/** The two cells of one agent in the row of one case: its verdict with a link to more, and how it closed. */
export const ResultCells = ({ fileStem, result }: { readonly fileStem: string; readonly result: ListedResult | undefined }): VNode => {
  if (result === undefined) return <MissingCells />;
  const behavior = wordsOf(result);
  const close = closeWords[result.behaviorClose];
  const closeTone = result.inconclusive === null ? close.tone : behavior.tone;
  return (
    <>
      <td class={`v ${cellClass(behavior.tone)}`}>
        <a href={reportFileName(fileStem, result.id, "html")} title={result.summary ?? undefined}>
          {behavior.label}
        </a>
        {result.reportTime && <small>{Math.round(result.duration)} ms</small>}
        {result.ratios !== null && <small>{result.ratios}</small>}
      </td>
      <td class={`c ${cellClass(closeTone)}`}>
        {closeLabel(result)}
        {close.note !== undefined && <small>{close.note}</small>}
      </td>
    </>
  );
};

const MissingCells = (): VNode => (
  <td class={missingWords.tone} colSpan={2}>
    {missingWords.label}
  </td>
);
