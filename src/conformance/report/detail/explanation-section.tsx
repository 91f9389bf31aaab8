import type { VNode } from "preact";
import { readings } from "../../../../spec/readings.ts";
import { capitalised } from "../../case/capitalised.ts";
import { explain } from "../../explain/explain.ts";
import type { Explanation, Place } from "../../explain/explanation.ts";
import type { CaseResult } from "../../verdict/case-result.ts";
import { behaviorWords } from "../words/verdict-words.ts";
import { visibleText } from "../words/visible-text.ts";
import { RequirementCard } from "./requirements.tsx";
import { lineAnchor } from "./wire-log.tsx";

/** Why the result is not a strict pass; nothing for one that is. */
export const ExplanationSection = ({ result }: { readonly result: CaseResult }): VNode | null => {
  const explanation = explain(result);
  if (explanation === undefined) return null;
  const broken = explanation.requirements.filter(({ seenBroken }) => seenBroken);
  return (
    <>
      <h2>Explanation</h2>
      <section class={`card explanation ${behaviorWords[result.behavior].tone === "pass" ? "fail" : behaviorWords[result.behavior].tone}`}>
        <p class="summary">{visibleText(explanation.summary)}</p>
        <dl>
          {explanation.places.length > 0 && <dt>Where</dt>}
          {explanation.places.length > 0 && (
            <dd>
              {explanation.places.map((place) => (
                <WhereLine key={place.words} place={place} />
              ))}
            </dd>
          )}
          <Entry name="Expected" text={explanation.expected} />
          <Entry name="What came" text={explanation.came} />
          <Entry name="Ending" text={explanation.ending} />
          {explanation.rule !== null && (
            <Entry name="Rule" text={`${explanation.rule.level}, ${explanation.rule.citation} (${explanation.rule.id})`} />
          )}
        </dl>
        <h3>What to look at next</h3>
        <ul class="next">
          {explanation.next.map((advice) => (
            <li key={advice}>{visibleText(advice)}</li>
          ))}
        </ul>
      </section>
      {broken.length > 0 && <h3 class="sub">Seen broken</h3>}
      {broken.length > 0 && (
        <ul class="requirements broken">
          {broken.map(({ id }) => (
            <RequirementCard key={id} id={id} />
          ))}
        </ul>
      )}
      <Readings explanation={explanation} />
    </>
  );
};

const Entry = ({ name, text }: { readonly name: string; readonly text: string }): VNode => (
  <>
    <dt>{name}</dt>
    <dd>{visibleText(text)}</dd>
  </>
);

const WhereLine = ({ place: { words, frame } }: { readonly place: Place }): VNode => {
  const text = visibleText(capitalised(words));
  const line = frame?.logLine ?? null;
  return <p>{line === null ? text : <a href={`#${lineAnchor(line)}`}>{text}</a>}</p>;
};

const Readings = ({ explanation: { readings: disputed } }: { readonly explanation: Explanation }): VNode | null =>
  disputed.length === 0 ? null : (
    <>
      <h3 class="sub">This verdict is disputed</h3>
      {[...new Set(disputed.map(({ reading }) => reading))].map((reading) => (
        <p key={reading}>{readings[reading].question}</p>
      ))}
      <div class="pair">
        {disputed.map(({ holds, isOurs, behavior, behaviorClose }) => (
          <section key={holds} class="card">
            <h3>{isOurs ? "Our reading" : "The other reading"}</h3>
            <p>{holds}</p>
            <p class="verdict">
              <span class={`badge ${behaviorWords[behavior].tone}`}>{behavior}</span> close {behaviorClose}
            </p>
          </section>
        ))}
      </div>
    </>
  );
