import type { VNode } from "preact";
import type { Case } from "../../case/case.ts";
import type { Chapter, Section } from "../content/chapters.ts";
import type { AgentReport } from "../content/report.ts";
import { visibleText } from "../words/visible-text.ts";
import { caseAnchor } from "./case-anchor.ts";
import { ResultCells } from "./result-cells.tsx";

// With more agents the table is wider than the page and has to scroll in a box of its own.
const roomyAgentsMax = 3;

/** The verdicts of all agents in the cases of a chapter. */
export const ChapterResults = ({ chapter, agents }: { readonly chapter: Chapter; readonly agents: readonly AgentReport[] }): VNode => (
  <section class="chapter" id={`chapter-${chapter.id}`}>
    <h3>
      {chapter.id} {chapter.title}
    </h3>
    <div class={agents.length > roomyAgentsMax ? "scroll" : "scroll roomy"}>
      <table class="results">
        <caption class="quiet">
          Results in chapter {chapter.id} {chapter.title}
        </caption>
        <colgroup>
          <col />
          {agents.flatMap(({ agent }) => [<col key={`${agent} v`} class="v" />, <col key={`${agent} c`} class="c" />])}
        </colgroup>
        {chapter.sections.map((section) => (
          <SectionRows key={section.id} section={section} agents={agents} />
        ))}
      </table>
    </div>
  </section>
);

const SectionRows = ({ section, agents }: { readonly section: Section; readonly agents: readonly AgentReport[] }): VNode => (
  <tbody>
    <tr class="head">
      <th scope="col">{section.title === "" ? "Case" : `${section.id} ${section.title}`}</th>
      {agents.map(({ agent }) => (
        <th key={agent} scope="colgroup" colSpan={2}>
          {visibleText(agent)}
        </th>
      ))}
    </tr>
    {section.cases.map((testCase) => (
      <CaseRow key={testCase.id} testCase={testCase} agents={agents} />
    ))}
  </tbody>
);

const CaseRow = ({ testCase, agents }: { readonly testCase: Case; readonly agents: readonly AgentReport[] }): VNode => (
  <tr>
    <th scope="row">
      <a href={`#${caseAnchor(testCase.id)}`}>{testCase.id}</a> {testCase.title}
    </th>
    {agents.map(({ agent, fileStem, results }) => (
      <ResultCells key={agent} fileStem={fileStem} result={results.get(testCase.id)} />
    ))}
  </tr>
);
