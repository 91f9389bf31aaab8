import type { VNode } from "preact";
import { readings } from "../../../../spec/readings.ts";
import type { Case, CaseGroup } from "../../../conformance/case/case.ts";
import { chapterOf, sectionOf } from "../../../conformance/case/case-ids.ts";
import { caseGroups } from "../../../conformance/cases/groups.ts";
import { type Chapter, chaptersOf } from "../../../conformance/report/content/chapters.ts";
import { disputes } from "../../../conformance/verdict/disputed-readings.ts";
import type { Outcome } from "../../../conformance/verdict/outcome.ts";
import type { Material } from "../material/material.ts";
import { caseHref, chapterHref, sourceHref } from "../page/addresses.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { closeInWords, eventInWords, programInWords, stepInWords } from "./case-words.ts";
import { RequirementLine } from "./requirement-words.tsx";

/** A page for each case, and one that lists them by chapter. */
export function casePages({ cases, expected, sources }: Material): SitePage[] {
  const files = new Map(
    sources.filter(({ file }) => /\/cases\/[0-9]{2}-/.test(file)).map(({ file }) => [Number(/\/([0-9]{2})-/.exec(file)?.[1]), file]),
  );
  return [
    listPage(chaptersOf(cases, caseGroups)),
    ...cases.map((one, place) => casePage(one, expected[one.id], cases[place - 1], cases[place + 1], files.get(Number(chapterOf(one.id))))),
  ];
}

const listPage = (chapters: readonly Chapter[]): SitePage => ({
  path: "cases/index.html",
  title: "Cases",
  summary: "Every case of the conformance suite by chapter. The ids are those of Autobahn.",
  part: "Cases",
  navigation: "All cases",
  body: htmlOf(
    <>
      <p class="tags">
        {chapters.map(({ id, title }) => (
          <a href={`#chapter-${id}`}>
            {id} {title}
          </a>
        ))}
      </p>
      {chapters.map((chapter) => (
        <ChapterSection chapter={chapter} />
      ))}
    </>,
  ),
  search: [
    {
      kind: "page",
      title: "Cases",
      text: chapters.map(({ title, sections }) => [title, ...sections.map((section) => section.title)].join(" ")).join(" "),
    },
  ],
});

const ChapterSection = ({ chapter: { id, title, sections } }: { readonly chapter: Chapter }): VNode => (
  <section>
    <h2 id={`chapter-${id}`}>
      {id} {title}
    </h2>
    {sections.map((section) => (
      <>
        {section.title === "" ? null : (
          <h3 id={`section-${section.id}`}>
            {section.id} {section.title}
          </h3>
        )}
        <div class="scroll">
          <table>
            <tbody>
              {section.cases.map((one) => (
                <tr>
                  <th class="nowrap" style="width:5rem">
                    <a href={caseHref(one.id)}>{one.id}</a>
                  </th>
                  <td>{one.title}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </>
    ))}
  </section>
);

const groupTitle = (id: string): CaseGroup | undefined => caseGroups.find((group) => group.id === id);

function casePage(
  one: Case,
  expected: Outcome | undefined,
  before: Case | undefined,
  after: Case | undefined,
  file: string | undefined,
): SitePage {
  return {
    path: `cases/${one.id}.html`,
    title: `Case ${one.id}`,
    summary: `${one.title}.`,
    part: "Cases",
    under: "cases/index.html",
    body: htmlOf(<CaseBody one={one} expected={expected} before={before} after={after} file={file} />),
    search: [{ kind: "case", title: `${one.id} ${one.title}`, text: `${one.description} ${one.expectation}` }],
  };
}

interface CaseBodyProps {
  readonly one: Case;
  readonly expected: Outcome | undefined;
  readonly before: Case | undefined;
  readonly after: Case | undefined;
  readonly file: string | undefined;
}

const CaseBody = ({ one, expected, before, after, file }: CaseBodyProps): VNode => (
  <>
    <p class="tags">
      {headings(one.id).map(({ id, title }) => (
        <a href={id.includes(".") ? `/cases/index.html#section-${id}` : chapterHref(id)}>
          {id} {title}
        </a>
      ))}
    </p>
    <h2>What is done</h2>
    <p>{one.description}</p>
    <h2>What is expected</h2>
    <p>{one.expectation}</p>
    <Expected one={one} />
    {expected === undefined ? null : (
      <p>
        A strict endpoint earns <b>{expected.behavior}</b> for its behaviour and <b>{expected.behaviorClose}</b> for the close, and its
        Close frame {expected.remoteCloseCode === null ? "carries no status code" : `says ${expected.remoteCloseCode}`}.
      </p>
    )}
    <Disputes id={one.id} />
    <h2>What is sent</h2>
    <ol>
      {one.play.map((step) => (
        <li>{stepInWords(step)}</li>
      ))}
    </ol>
    <h2>Requirements tested</h2>
    {one.requires.map((id) => (
      <RequirementLine id={id} />
    ))}
    {file === undefined ? null : (
      <p class="soft">
        Defined in <a href={sourceHref(file)}>{file}</a>.
      </p>
    )}
    <nav class="pager" aria-label="Neighbouring cases">
      {before === undefined ? <span /> : <a href={caseHref(before.id)}>← {before.id}</a>}
      {after === undefined ? <span /> : <a href={caseHref(after.id)}>{after.id} →</a>}
    </nav>
  </>
);

/** Where others read the RFC in another way, the verdict of the case is disputed. */
const Disputes = ({ id }: { readonly id: string }): VNode | null => {
  const disputed = disputes.filter(({ cases }) => cases.includes(id));
  if (disputed.length === 0) return null;
  return (
    <>
      <h2>Disputed</h2>
      {disputed.map(({ reading, others }) => (
        <p>
          {readings[reading].question} Our reading: {readings[reading].ours} Others: {others}
        </p>
      ))}
    </>
  );
};

const headings = (id: string): CaseGroup[] => {
  const groups = new Set([chapterOf(id), sectionOf(id)]);
  return [...groups].flatMap((group) => groupTitle(group) ?? []);
};

const Expected = ({ one: { expected, expectedClose, program } }: { readonly one: Case }): VNode => (
  <>
    {program === undefined ? (
      <ul>
        {Object.entries(expected).map(([verdict, events]) => (
          <li>
            <b>{verdict}</b>: {events.length === 0 ? "nothing comes back" : events.map(eventInWords).join("; ")}
          </li>
        ))}
      </ul>
    ) : (
      <p>{programInWords(program)}</p>
    )}
    <p>{closeInWords(expectedClose)}</p>
  </>
);
