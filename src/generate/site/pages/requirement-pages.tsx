import type { VNode } from "preact";
import { parseRequirementId } from "../../../../spec/requirement.ts";
import keywordIndex from "../../../../spec/rfc6455/keywords.json" with { type: "json" };
import { capitalised } from "../../../conformance/case/capitalised.ts";
import type { TracedRequirement } from "../../evidence/traced-requirement.ts";
import type { Material } from "../material/material.ts";
import { chapterOf, requirementAnchor } from "../page/addresses.ts";
import { grouped } from "../page/grouped.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { RequirementCard } from "./requirement-card.tsx";

const sectionTitles: Readonly<Record<string, string>> = keywordIndex.sections;

const chapterTitles: Readonly<Record<string, string>> = {
  "rfc6455-3": "RFC 6455, section 3: URIs",
  "rfc6455-4": "RFC 6455, section 4: the opening handshake",
  "rfc6455-5": "RFC 6455, section 5: framing",
  "rfc6455-6": "RFC 6455, section 6: sending and receiving",
  "rfc6455-7": "RFC 6455, section 7: closing",
  "rfc6455-8": "RFC 6455, section 8: error handling",
  "rfc6455-9": "RFC 6455, section 9: extensions",
  "rfc6455-10": "RFC 6455, section 10: security",
  "rfc6455-11": "RFC 6455, section 11: header fields",
  "rfc7692-5": "RFC 7692, section 5: negotiating extensions",
  "rfc7692-6": "RFC 7692, section 6: framing of compressed messages",
  "rfc7692-7": "RFC 7692, section 7: permessage-deflate",
  rfc9110: "RFC 9110: HTTP semantics",
  rfc9112: "RFC 9112: HTTP/1.1",
  ours: "Promises of this project",
};

/** A page for each chapter of requirements, and one that lists the chapters. */
export function requirementPages(material: Material): SitePage[] {
  const listed = grouped(material.traced, ({ id }) => chapterOf(id)).map(([chapter, traced]) => ({
    chapter,
    traced,
    title: chapterTitles[chapter] ?? chapter,
  }));
  return [
    {
      path: "requirements/index.html",
      title: "Requirements",
      summary:
        "What the RFCs demand, each demand with an id and a statement in our own words, and with everything in this project that carries it.",
      part: "Requirements",
      navigation: "All requirements",
      body: <ChapterList chapters={listed} />,
      search: [{ kind: "page", title: "Requirements", text: "Every requirement of the catalogue by document and section" }],
    },
    ...listed.map(({ chapter, traced, title }) => chapterPage(chapter, title, traced, material)),
  ];
}

interface ListedChapter {
  readonly chapter: string;
  readonly title: string;
  readonly traced: readonly TracedRequirement[];
}

const ChapterList = ({ chapters }: { readonly chapters: readonly ListedChapter[] }): VNode => (
  <div class="grid">
    {chapters.map(({ chapter, title, traced }) => (
      <a class="card" href={`/requirements/${chapter}.html`}>
        <b>{title}</b>
        <span>
          {traced.length} requirements, {traced.filter(({ requirement }) => requirement.level.startsWith("MUST")).length} of them MUST or
          MUST NOT
        </span>
      </a>
    ))}
  </div>
);

function chapterPage(chapter: string, title: string, traced: readonly TracedRequirement[], material: Material): SitePage {
  const titles = new Map(material.cases.map((one) => [one.id, one]));
  const sections = grouped(traced, ({ id }) => parseRequirementId(id).section);
  const body = (
    <>
      {sections.map(([section, members]) => (
        <section>
          <h2 id={`section-${section}`}>{headingOf(chapter, section)}</h2>
          {members.map((member) => (
            <RequirementCard traced={member} titles={titles} mentions={material.mentions.get(member.id) ?? []} />
          ))}
        </section>
      ))}
    </>
  );
  return {
    path: `requirements/${chapter}.html`,
    title,
    part: "Requirements",
    under: "requirements/index.html",
    body: htmlOf(body),
    search: traced.map(({ id, requirement }) => ({
      kind: requirement.level,
      title: id,
      text: requirement.statement,
      anchor: requirementAnchor(id),
    })),
  };
}

/** RFC 6455 is the document whose section titles the keyword index has. */
const headingOf = (chapter: string, section: string): string => {
  if (chapter === "ours") return capitalised(section);
  const title = chapter.startsWith("rfc6455") ? sectionTitles[section] : undefined;
  return title === undefined ? `Section ${section}` : `${section} ${title}`;
};
