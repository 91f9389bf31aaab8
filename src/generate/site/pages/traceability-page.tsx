import type { VNode } from "preact";
import type { Evidence, TracedRequirement } from "../../traceability/traced-requirement.ts";
import { requirementHref } from "../addresses.ts";
import { htmlOf } from "../html.tsx";
import type { Material } from "../material.ts";
import type { SitePage } from "../site-page.ts";
import { LevelBadge } from "./requirement-words.tsx";

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
  const open = traced.filter(({ gaps }) => gaps.length > 0);
  return {
    path: "traceability.html",
    title: "Traceability",
    summary: "Each requirement, and how many transitions, rules, files, properties, unit tests and cases carry it. Its page names them.",
    part: "Requirements",
    navigation: "Traceability",
    body: htmlOf(
      <>
        <p>
          {traced.length} requirements. {open.length === 0 ? "None" : `${open.length} of them`} can be broken visibly and lack a property or
          a case, for the reason that the last column gives.
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

const TraceTable = ({ traced }: { readonly traced: readonly TracedRequirement[] }): VNode => (
  <div class="scroll">
    <table>
      <thead>
        <tr>
          <th>requirement</th>
          <th>level</th>
          {columns.map(([heading]) => (
            <th class="n">{heading}</th>
          ))}
          <th>lacks</th>
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
            <td>{gaps.map(({ lacks, because }) => `no ${lacks}: ${because}`).join("; ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
