import type { VNode } from "preact";
import type { Requirement } from "../../../../spec/requirement.ts";
import type { Evidence, TracedRequirement } from "../../evidence/traced-requirement.ts";
import type { Material } from "../material/material.ts";
import { requirementHref } from "../page/addresses.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { gapInWords, LevelBadge } from "./requirement-words.tsx";

const columns: readonly (readonly [heading: string, count: (evidence: Evidence) => number])[] = [
  ["transitions", ({ transitions }) => transitions.length],
  ["rules", ({ rules }) => rules.length],
  ["code", ({ code }) => code.length],
  ["judges", ({ judges }) => judges.length],
  ["properties", ({ properties }) => properties.length],
  ["unit tests", ({ unitTests }) => unitTests.length],
  ["cases", ({ cases }) => cases.reduce((sum, { ids }) => sum + ids.length, 0)],
];

/** Every requirement with how many things carry it. */
export function traceabilityPage({ traced }: Material): SitePage {
  return {
    path: "traceability.html",
    title: "Traceability",
    summary: "Each requirement, and how many transitions, rules, files, properties, unit tests and cases carry it. Its page names them.",
    part: "Requirements",
    navigation: "Traceability",
    wide: true,
    body: htmlOf(
      <>
        <p>
          {traced.length} requirements. {visibleMusts(traced)} The last column has what is missing for a reason.
        </p>
        <TraceTable traced={traced} />
      </>,
    ),
    search: [
      {
        kind: "page",
        title: "Traceability",
        text: "requirement × transitions, rules, properties, unit tests, cases; what has no evidence, and why",
      },
    ],
  };
}

/** The MUSTs that a peer can see broken, and how many of them have which evidence. */
function visibleMusts(traced: readonly TracedRequirement[]): string {
  const musts = traced.filter(
    ({ requirement: { level, verification } }) => level.startsWith("MUST") && (verification === "wire" || verification === "handshake"),
  );
  const withProperty = musts.filter(({ evidence }) => evidence.properties.length > 0).length;
  const withCase = musts.filter(({ evidence }) => evidence.cases.length > 0).length;
  return `${musts.length} of them are a MUST whose breach shows on the wire or in the opening handshake; ${withProperty} of these have a property, ${withCase} a conformance case.`;
}

const remarkOn = ({ verification }: Requirement, gaps: TracedRequirement["gaps"]): string =>
  [...gaps.map(gapInWords), ...(typeof verification === "object" ? [`not visible from outside: ${verification.unverifiable}`] : [])].join(
    "; ",
  );

const TraceTable = ({ traced }: { readonly traced: readonly TracedRequirement[] }): VNode => (
  <div class="scroll dense">
    <table>
      <thead>
        <tr>
          <th>requirement</th>
          <th>level</th>
          {columns.map(([heading]) => (
            <th class="n">{heading}</th>
          ))}
          <th class="wide">remark</th>
        </tr>
      </thead>
      <tbody>
        {traced.map(({ id, requirement, evidence, gaps }) => (
          <tr>
            <th>
              <a href={requirementHref(id)} title={requirement.statement}>
                <span class="mono">{id}</span>
              </a>
            </th>
            <td>
              <LevelBadge level={requirement.level} />
            </td>
            {columns.map(([, count]) => (
              <td class="n">{count(evidence) === 0 ? "" : count(evidence)}</td>
            ))}
            <td class="soft">{remarkOn(requirement, gaps)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
