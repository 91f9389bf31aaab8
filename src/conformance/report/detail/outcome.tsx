import type { VNode } from "preact";
import type { CaseResult } from "../../verdict/case-result.ts";
import { eventJson, expectedJson } from "../json/event-json.ts";
import type { JsonValue } from "../json/json-text.ts";
import { behaviorWords, closeWords } from "../words/verdict-words.ts";
import { visibleText } from "../words/visible-text.ts";

const eventCharactersMax = 1000;

/** Both verdicts in words, with what was expected and what was observed. */
export const Outcome = ({ result }: { readonly result: CaseResult }): VNode => (
  <>
    <h2>Outcome</h2>
    <div class="pair">
      <section class="card">
        <h3>Case outcome</h3>
        <p class="verdict">
          <span class={`badge ${behaviorWords[result.behavior].tone}`}>{result.behavior}</span>
          {visibleText(result.result)}
        </p>
        <h4>Expected</h4>
        <pre class="code">{shortened(expectedJson(result.expected))}</pre>
        <h4>Observed</h4>
        <pre class="code">{shortened(result.received.map(eventJson))}</pre>
      </section>
      <section class="card">
        <h3>Case closing behaviour</h3>
        <p class="verdict">
          <span class={`badge ${closeWords[result.behaviorClose].tone}`}>{result.behaviorClose}</span>
          {visibleText(result.resultClose)}
        </p>
        <h4>Expected</h4>
        <pre class="code">{shortened({ ...result.expectedClose })}</pre>
        <h4>Observed</h4>
        <pre class="code">{shortened({ closedByMe: result.closedByMe, closeCode: result.remoteCloseCode, wasClean: result.wasClean })}</pre>
      </section>
    </div>
  </>
);

function shortened(value: JsonValue): string {
  const characters = Array.from(visibleText(onOneLine(value)));
  if (characters.length <= eventCharactersMax) return characters.join("");
  return `${characters.slice(0, eventCharactersMax).join("")} ...`;
}

// Inside strings a line feed is written as \n, so the ones found here all come from the indentation.
const onOneLine = (value: JsonValue): string => JSON.stringify(value, null, 1).replace(/,\n */g, ", ").replace(/\n */g, "");
