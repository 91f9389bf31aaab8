import type { VNode } from "preact";
import type { Attempt, CaseResult } from "../../verdict/case-result.ts";
import { wordsOf } from "../words/verdict-words.ts";
import { visibleText } from "../words/visible-text.ts";

const attemptsText = (attempts: readonly Attempt[]): string =>
  `played ${attempts.length} times: ${attempts.map(({ behavior, behaviorClose }) => `${behavior}, close ${behaviorClose}`).join("; ")}`;

/** Who ran which case, when, for how long, and the verdict. */
export const Headline = ({ result }: { readonly result: CaseResult }): VNode => {
  const { longLabel, tone } = wordsOf(result);
  return (
    <>
      <p class="eyebrow">{visibleText(result.agent)}</p>
      <h1>
        Case {result.id}: {result.title}
      </h1>
      <p class="headline">
        <strong class={`badge ${tone}`}>{longLabel}</strong>
        <span>{Math.round(result.duration)} ms</span>
        {result.attempts.length > 0 && <span>{attemptsText(result.attempts)}</span>}
        <time datetime={result.started}>{result.started}</time>
      </p>
    </>
  );
};
