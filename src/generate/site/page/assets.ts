import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { htmlOf, plainText } from "./html.tsx";
import type { SitePage } from "./site-page.ts";
import type { SiteFile } from "./write-site.ts";

const folder = "src/generate/site/assets";
const textMax = 1200;

/** The files that all pages share: style, behaviour, and what search looks through. */
export const assetFiles = (pages: readonly SitePage[]): SiteFile[] => [
  ["assets/style.css", readFileSync(join(folder, "style.css"), "utf8")],
  ["assets/site.js", readFileSync(join(folder, "site.js"), "utf8")],
  [
    "assets/search-index.js",
    `${miniSearchSource()}\nwindow.hybiSearchEntries = [\n${pages
      .flatMap(entriesOf)
      .map((entry) => JSON.stringify(entry))
      .join(",\n")}\n];\n`,
  ],
];

/** The search library as a plain script, without the reference to its source map. */
const miniSearchSource = (): string => {
  const entry = fileURLToPath(import.meta.resolve("minisearch"));
  return readFileSync(join(dirname(dirname(entry)), "umd", "index.js"), "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "");
};

type IndexedEntry = readonly [title: string, text: string, kind: string, href: string];

const entriesOf = (page: SitePage): IndexedEntry[] =>
  page.search.map(({ title, text, kind, anchor }) => [
    title,
    text.slice(0, textMax),
    kind,
    anchor === undefined ? page.path : `${page.path}#${anchor}`,
  ]);

/** The search entry of a page that is found as a whole. */
export const wholePage = (kind: string, title: string, body: SitePage["body"]) => [{ kind, title, text: plainText(htmlOf(body)) }];
