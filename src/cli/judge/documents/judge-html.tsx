import type { VNode } from "preact";
import { citationOf, sectionUrl } from "../../../../spec/requirement.ts";
import { suite } from "../../../conformance/case/suite-name.ts";
import { htmlText, Page } from "../../../conformance/report/page/page.tsx";
import { visibleText } from "../../../conformance/report/words/visible-text.ts";
import { hexOf } from "../../../core/bytes/hex.ts";
import type { Finding } from "../../../oracle/verdict.ts";
import { chartText } from "../chart-text.ts";
import type { Unreadable } from "../judge-recording.ts";
import type { JudgedConnection } from "../judged-connection.ts";
import { headline, placeText, undecidedGroups } from "../verdict-words.ts";
import { judgeStyle } from "./judge-style.ts";

/** The verdicts as one page that needs no other file. */
export const judgeHtml = (connections: readonly JudgedConnection[], unreadable: readonly Unreadable[]): string =>
  htmlText(
    <Page
      title={`${suite.name}: verdict on ${connections.length === 1 ? (connections[0]?.verdict.facts.name ?? "") : `${connections.length} connections`}`}
      style={judgeStyle}
    >
      <main>
        {unreadable.map(({ recording, detail }, index) => (
          <p key={index} class="soft">
            {recording}: {detail}
          </p>
        ))}
        {connections.map((judged) => (
          <Connection key={judged.number} judged={judged} />
        ))}
      </main>
      <footer>
        {suite.name} {suite.version}
      </footer>
    </Page>,
  );

const Connection = ({ judged: { number, recording, verdict, chart } }: { readonly judged: JudgedConnection }): VNode => (
  <article>
    <h1>
      {recording}, connection {number}
    </h1>
    <p class="soft">
      {verdict.facts.name}
      {verdict.names.client !== null && `; client: ${visibleText(verdict.names.client)}`}
      {verdict.names.server !== null && `; server: ${visibleText(verdict.names.server)}`}
    </p>
    <p class={verdict.violations.length > 0 ? "verdict broken" : "verdict"}>{headline(verdict)}</p>
    <ol class="chart">
      {chart.map(chartText).map(({ from, time, words, isBreach }, index) => (
        <li key={index} class={`${from ?? "none"}${isBreach ? " breach" : ""}`}>
          <span class="time">{time}</span>
          <span class="side">{isBreach || from === null ? "" : from === "client" ? "client \u2192" : "server \u2190"}</span>
          <span class="words">{isBreach ? `The ${from} broke a rule: ${words}` : words}</span>
        </li>
      ))}
    </ol>
    {verdict.violations.map((breach, index) => (
      <BreachCard key={index} breach={breach} />
    ))}
    {verdict.reactions.map(({ by, detail }, index) => (
      <p key={index}>
        The {by} reacted rightly: {detail}.
      </p>
    ))}
    {undecidedGroups(verdict.inconclusive).map(({ lacks, wouldDecide, of }) => (
      <details key={lacks}>
        <summary>
          Not decided: {of.length}, for the recording lacks {lacks}; {wouldDecide} would decide it
        </summary>
        <ul>
          {of.map(({ by, requirement }) => (
            <li key={`${by} ${requirement}`}>
              {by}: <code>{requirement}</code>
            </li>
          ))}
        </ul>
      </details>
    ))}
    <details>
      <summary>Obeyed: {verdict.conforms.length} requirements</summary>
      <ul>
        {verdict.conforms.map(({ by, requirement, times }) => (
          <li key={`${by} ${requirement}`}>
            {by}: <code>{requirement}</code>, {times} times
          </li>
        ))}
      </ul>
    </details>
  </article>
);

const BreachCard = ({ breach }: { readonly breach: Finding }): VNode => {
  const { by, requirement, level, detail, expected, bytes } = breach;
  const url = sectionUrl(requirement);
  return (
    <section class="card">
      <h2>
        The {by} broke {url === undefined ? citationOf(requirement) : <a href={url}>{citationOf(requirement)}</a>} ({level})
      </h2>
      <dl>
        <dt>Came</dt>
        <dd>{detail}</dd>
        <dt>Where</dt>
        <dd>{placeText(breach)}</dd>
        <dt>Due</dt>
        <dd>{expected}</dd>
        {bytes.length > 0 && (
          <>
            <dt>Bytes</dt>
            <dd>
              <code>
                {hexOf(bytes.subarray(0, -1), " ")} <mark>{hexOf(bytes.subarray(-1))}</mark>
              </code>
            </dd>
          </>
        )}
        {breach.pattern !== null && (
          <>
            <dt>Often</dt>
            <dd>{breach.pattern}</dd>
          </>
        )}
        <dt>Id</dt>
        <dd>
          <code>{requirement}</code>
        </dd>
      </dl>
    </section>
  );
};
