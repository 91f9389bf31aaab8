import { existsSync, readdirSync, readFileSync } from "node:fs";
import { wholePage } from "../page/assets.ts";
import { type AddressOf, renderMarkdown, titleOf, withoutTitle } from "../page/markdown.ts";
import type { SitePage, SitePart } from "../page/site-page.ts";

interface MarkdownSource {
  readonly file: string;
  readonly path: string;
  readonly part: SitePart;
  readonly navigation?: string;
  readonly under?: string;
}

/** The Markdown files of the repository that become pages. */
export const markdownSources = (): MarkdownSource[] => [
  { file: "README.md", path: "readme.html", part: "Start", navigation: "Read me" },
  ...guides(),
  { file: "docs/generated/full-profile.md", path: "full-profile.html", part: "Cases", navigation: "The full profile" },
  { file: "docs/generated/robustness.md", path: "robustness.html", part: "Code", navigation: "Under attack" },
  { file: "docs/generated/judging-speed.md", path: "judging-speed.html", part: "Code", navigation: "Judging, how fast" },
  { file: "docs/generated/peers.md", path: "peers.html", part: "Cases", navigation: "Foreign peers" },
  { file: "autobahn-results/README.md", path: "results.html", part: "Cases", navigation: "Our own results" },
  { file: "spec/README.md", path: "specification.html", part: "Code", navigation: "The specification as data" },
  { file: "docs/generated/model-checking.md", path: "model-checking.html", part: "The machine", navigation: "Two tools" },
  { file: "models/README.md", path: "models.html", part: "Code", navigation: "Models" },
  { file: "properties/README.md", path: "properties.html", part: "Code", navigation: "Properties" },
  { file: "docs/generated/seeded-faults.md", path: "seeded-faults.html", part: "Code", navigation: "Seeded faults" },
  { file: "docs/generated/mutation.md", path: "mutation.html", part: "Code", navigation: "Mutation testing" },
  { file: "docs/walkthrough.md", path: "walkthrough.html", part: "Start", navigation: "Four frames" },
  { file: "docs/glossary.md", path: "glossary.html", part: "Start", navigation: "Glossary" },
  { file: "CONTRIBUTING.md", path: "contributing.html", part: "Code", navigation: "Contributing" },
  { file: "docs/decisions/README.md", path: "decisions/index.html", part: "Code", navigation: "Decisions" },
  ...decisions(),
  { file: "CHANGELOG.md", path: "changelog.html", part: "Start", navigation: "Changes" },
];

/** Guides in the order of their names, the index first. */
function guides(): MarkdownSource[] {
  if (!existsSync("docs/guides")) return [];
  const names = readdirSync("docs/guides")
    .filter((name) => name.endsWith(".md"))
    .sort();
  return names.map((name) => {
    const file = `docs/guides/${name}`;
    const page = name === "README.md" ? "index.html" : name.replace(/\.md$/, ".html");
    return { file, path: `guides/${page}`, part: "Guides", navigation: titleOf(readFileSync(file, "utf8")) };
  });
}

const decisions = (): MarkdownSource[] =>
  readdirSync("docs/decisions")
    .filter((name) => /^[0-9]{4}-/.test(name))
    .sort()
    .map((name) => ({
      file: `docs/decisions/${name}`,
      path: `decisions/${name.replace(/\.md$/, ".html")}`,
      part: "Code",
      under: "decisions/index.html",
    }));

/** Whether there are guides, and so a page that begins them. */
export const hasGuides = (): boolean => guides().length > 0;

/** The list of guides, for as long as no file of theirs is one. */
export function guideListPages(): SitePage[] {
  const listed = guides();
  if (listed.length === 0 || listed.some(({ path }) => path === "guides/index.html")) return [];
  const items = listed.map(({ path, navigation }) => `<li><a href="/${path}">${navigation}</a></li>`);
  return [
    {
      path: "guides/index.html",
      title: "Guides",
      part: "Guides",
      navigation: "All guides",
      body: `<ul>${items.join("")}</ul>`,
      search: [],
    },
  ];
}

/** The Markdown files as pages. */
export const markdownPages = (addressOf: AddressOf): SitePage[] =>
  markdownSources().map(({ file, path, part, navigation, under }) => {
    const text = readFileSync(file, "utf8");
    const body = renderMarkdown(file, withoutTitle(text.replace(/^<!--[\s\S]*?-->\s*/, "")), addressOf);
    return {
      path,
      title: titleOf(text),
      part,
      ...(navigation !== undefined && { navigation }),
      ...(under !== undefined && { under }),
      body,
      search: wholePage(part === "Guides" ? "guide" : "page", titleOf(text), body),
    };
  });
