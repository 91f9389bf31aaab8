import type { VNode } from "preact";
import type { Behavior, BehaviorClose } from "../../verdict/case-result.ts";
import type { ListedResult } from "../content/listed-result.ts";
import type { AgentReport } from "../content/report.ts";
import { reportFileName } from "../files/file-names.ts";
import { behaviorWords, closeWords, inconclusiveWords, missingWords, type Tone } from "../words/verdict-words.ts";
import { visibleText } from "../words/visible-text.ts";

interface Count {
  readonly label: string;
  readonly tone: Tone;
  readonly count: number;
}

const troublesShownMax = 40;

/** How an agent did in numbers, and which cases deserve a look. */
export const AgentSummary = ({ agent, caseCount }: { readonly agent: AgentReport; readonly caseCount: number }): VNode => {
  const results = [...agent.results.values()];
  const behaviors = behaviorCounts(results, caseCount);
  const troubles = results.filter(isTrouble);
  return (
    <article class="card">
      <h3>{visibleText(agent.agent)}</h3>
      <div class="bar" aria-hidden="true">
        {behaviors.map(({ label, tone, count }) => (
          <i key={label} class={tone} style={`flex:${count}`} />
        ))}
      </div>
      <Counts counts={behaviors} />
      <h4>Closing</h4>
      <Counts counts={closeCounts(results)} />
      {troubles.length > 0 && <Troubles agent={agent} troubles={troubles} />}
    </article>
  );
};

const Counts = ({ counts }: { readonly counts: readonly Count[] }): VNode => (
  <ul class="counts">
    {counts.map(({ label, tone, count }) => (
      <li key={label} class={tone}>
        <b>{count}</b> {label}
      </li>
    ))}
  </ul>
);

const Troubles = ({ agent, troubles }: { readonly agent: AgentReport; readonly troubles: readonly ListedResult[] }): VNode => (
  <>
    <h4>Not as expected, in behaviour or close</h4>
    <p class="troubles">
      {troubles.slice(0, troublesShownMax).map(({ id }) => (
        <a key={id} href={reportFileName(agent.fileStem, id, "html")}>
          {id}
        </a>
      ))}
      {troubles.length > troublesShownMax && `and ${troubles.length - troublesShownMax} more`}
    </p>
  </>
);

function behaviorCounts(results: readonly ListedResult[], caseCount: number): readonly Count[] {
  const counts = Object.entries(behaviorWords).map(([behavior, { label, tone }]) => ({
    label,
    tone,
    count: results.filter((result) => result.inconclusive === null && result.behavior === (behavior as Behavior)).length,
  }));
  const { label, tone } = inconclusiveWords;
  const inconclusive = { label, tone, count: results.filter((result) => result.inconclusive !== null).length };
  const missing = { label: missingWords.label, tone: missingWords.tone, count: Math.max(0, caseCount - results.length) };
  return [...counts, inconclusive, missing].filter(({ count }) => count > 0);
}

const closeCountLabels: Readonly<Record<BehaviorClose, string>> = {
  OK: "as expected",
  "WRONG CODE": "wrong code",
  "FAILED BY CLIENT": "by client",
  UNCLEAN: "unclean",
  FAILED: "failed",
  INFORMATIONAL: "info",
};

function closeCounts(results: readonly ListedResult[]): readonly Count[] {
  return Object.entries(closeCountLabels)
    .map(([behavior, label]) => ({
      label,
      tone: closeWords[behavior as BehaviorClose].tone,
      count: results.filter((result) => result.behaviorClose === behavior).length,
    }))
    .filter(({ count }) => count > 0);
}

const isTrouble = ({ behavior, behaviorClose }: ListedResult): boolean =>
  behavior === "FAILED" || !(behaviorClose === "OK" || behaviorClose === "INFORMATIONAL");
