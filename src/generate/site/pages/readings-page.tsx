import type { VNode } from "preact";
import { type Reading, readings } from "../../../../spec/readings.ts";
import { capitalised } from "../../../conformance/case/capitalised.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { RequirementLine } from "./requirement-words.tsx";

/** Every place where a text leaves something open. */
export function readingsPage(): SitePage {
  const entries: readonly (readonly [string, Reading])[] = Object.entries(readings);
  return {
    path: "readings.html",
    title: "Readings",
    summary: "Where a text is silent, contradictory or disputed: the question, how it is read here, and why.",
    part: "Requirements",
    navigation: "Readings",
    body: htmlOf(entries.map(([name, reading]) => <ReadingCard name={name} reading={reading} />)),
    search: entries.map(([name, { question, ours, because }]) => ({
      kind: "reading",
      title: titleOf(name),
      text: `${question} ${ours} ${because}`,
      anchor: name,
    })),
  };
}

const titleOf = (name: string): string => capitalised(name.replaceAll("-", " "));

const ReadingCard = ({ name, reading }: { readonly name: string; readonly reading: Reading }): VNode => (
  <article class="card" id={name}>
    <h3>
      <a href={`#${name}`}>{titleOf(name)}</a>
    </h3>
    <p>{reading.question}</p>
    <p>
      <b>{reading.ours}</b> {reading.because}
    </p>
    {reading.others === undefined ? null : <p class="soft">{reading.others}</p>}
    <dl class="carried">
      {reading.option === undefined ? null : (
        <>
          <dt>option</dt>
          <dd>
            <code>{reading.option}</code>
          </dd>
        </>
      )}
      {reading.errata === undefined ? null : (
        <>
          <dt>errata</dt>
          <dd>
            {reading.errata.map((erratum) => (
              <a href={`https://www.rfc-editor.org/errata/eid${erratum}`}>{erratum} </a>
            ))}
          </dd>
        </>
      )}
      <dt>touches</dt>
      <dd>
        {reading.touches.map((id) => (
          <RequirementLine id={id} />
        ))}
      </dd>
    </dl>
  </article>
);
