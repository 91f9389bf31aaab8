import type { Material } from "./material/material.ts";
import { sourceHref } from "./page/addresses.ts";
import type { AddressOf } from "./page/markdown.ts";
import type { SitePage } from "./page/site-page.ts";
import { casePages } from "./pages/case-pages.tsx";
import { stateListPage } from "./pages/chart-state-list.tsx";
import { closingPage } from "./pages/closing-page.tsx";
import { errorsPage } from "./pages/errors-page.tsx";
import { frontPage } from "./pages/front-page.tsx";
import { keywordsPage } from "./pages/keywords-page.tsx";
import { guideListPages, markdownPages, markdownSources } from "./pages/markdown-pages.ts";
import { readingsPage } from "./pages/readings-page.tsx";
import { requirementPages } from "./pages/requirement-pages.tsx";
import { searchPage } from "./pages/search-page.tsx";
import { sourcePages } from "./pages/source-pages.tsx";
import { statePages } from "./pages/state-pages.tsx";
import { statechartPage } from "./pages/statechart-page.tsx";
import { tablePage } from "./pages/table-page.tsx";
import { traceabilityPage } from "./pages/traceability-page.tsx";

/** Every page of the site, in the order of the navigation. */
export const sitePages = (material: Material): SitePage[] => [
  frontPage(material),
  statechartPage(material),
  stateListPage(material),
  ...statePages(material),
  tablePage(material),
  closingPage(),
  ...requirementPages(material),
  traceabilityPage(material),
  keywordsPage(),
  readingsPage(),
  ...casePages(material),
  errorsPage(material),
  ...sourcePages(material),
  ...guideListPages(),
  ...markdownPages(addressOf(material)),
  searchPage(),
];

/** Files and folders of the repository that pages made from data stand for. */
const made: Readonly<Record<string, string>> = {
  "docs/generated/statechart.md": "/statechart.html",
  "docs/generated/statechart-client.svg": "/statechart.html#client",
  "docs/generated/statechart-server.svg": "/statechart.html#server",
  "docs/generated/closing-handshakes.md": "/closing.html",
  "docs/generated/transition-table.md": "/transition-table.html",
  "docs/generated/traceability.md": "/traceability.html",
  "docs/README.md": "/index.html",
  docs: "/index.html",
  "docs/decisions": "/decisions/index.html",
  "docs/guides": "/guides/index.html",
  "autobahn-results": "/results.html",
  models: "/models.html",
  properties: "/properties.html",
  spec: "/specification.html",
};

/** Where a file of the repository is on the site. */
function addressOf({ sources }: Material): AddressOf {
  const pages = new Map(markdownSources().map(({ file, path }) => [file, `/${path}`]));
  const code = new Set(sources.map(({ file }) => file));
  return (file) =>
    pages.get(file) ??
    made[file] ??
    (code.has(file) ? sourceHref(file) : file.startsWith("docs/images/") ? `/${file.slice(5)}` : undefined);
}
