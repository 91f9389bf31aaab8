import type { VNode } from "preact";
import { behaviorWords, cellClass, closeWords, inconclusiveWords, missingWords } from "../words/verdict-words.ts";

const sampleCode = 1000;

/** What the words and colours of the table mean. */
export const Legend = (): VNode => (
  <div class="legend">
    <section class="card">
      <h3>Verdict on the behaviour</h3>
      <dl>
        {[...Object.values(behaviorWords), inconclusiveWords, missingWords].map(({ label, tone, meaning }) => (
          <Entry key={label} label={label} tone={cellClass(tone)} meaning={meaning} />
        ))}
      </dl>
    </section>
    <section class="card">
      <h3>Verdict on the close</h3>
      <dl>
        {Object.entries(closeWords).map(([behavior, { label, note, tone, meaning }]) => (
          <Entry key={behavior} label={label ?? [sampleCode, note].filter(Boolean).join(" ")} tone={tone} meaning={meaning} />
        ))}
      </dl>
    </section>
  </div>
);

const Entry = ({ label, tone, meaning }: { readonly label: string; readonly tone: string; readonly meaning: string }): VNode => (
  <>
    <dt class={`badge ${tone}`}>{label}</dt>
    <dd>{meaning}</dd>
  </>
);
