import type { VNode } from "preact";
import type { Case } from "../../case/case.ts";
import type { Chapter } from "../content/chapters.ts";
import { caseAnchor } from "./case-anchor.ts";

/** What the cases of a chapter do and expect. */
export const ChapterDescriptions = ({ chapter }: { readonly chapter: Chapter }): VNode => (
  <section class="chapter">
    <h3>
      {chapter.id} {chapter.title}
    </h3>
    <div class="cases">
      {chapter.sections.flatMap(({ cases }) => cases.map((testCase) => <Description key={testCase.id} testCase={testCase} />))}
    </div>
  </section>
);

const Description = ({ testCase }: { readonly testCase: Case }): VNode => (
  <article id={caseAnchor(testCase.id)}>
    <h4>
      <b>{testCase.id}</b>
      {testCase.title}
    </h4>
    <p>{testCase.description}</p>
    <p>
      <b>Expected:</b> {testCase.expectation}
    </p>
    <code>{testCase.requires.join(" ")}</code>
  </article>
);
