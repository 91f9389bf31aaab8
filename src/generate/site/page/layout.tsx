import type { VNode } from "preact";
import { Html, htmlOf } from "./html.tsx";
import type { SitePage, SitePart } from "./site-page.ts";

const parts: readonly SitePart[] = ["Start", "Guides", "The machine", "Requirements", "Cases", "Code"];

/** What surrounds every page: navigation at the side, search above, and the page itself. */
export const Layout = ({
  page,
  pages,
  root,
}: {
  readonly page: SitePage;
  readonly pages: readonly SitePage[];
  readonly root: string;
}): VNode => (
  <html lang="en-GB" data-root={root}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{page.path === "index.html" ? "hybi: the WebSocket protocol as a reference you can run" : `${page.title} – hybi`}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="/assets/style.css" />
      <script src="/assets/site.js" defer />
    </head>
    <body class={page.wide ? "wide" : ""}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <TopBar />
      <div class="frame">
        <nav id="navigation" aria-label="Pages">
          {parts.map((part) => (
            <NavigationPart part={part} page={page} pages={pages} />
          ))}
        </nav>
        <main id="main" tabindex={-1}>
          {page.path === "index.html" ? null : <h1>{page.title}</h1>}
          {page.summary === undefined ? null : <p class="lead">{page.summary}</p>}
          <Html html={htmlOf(page.body)} />
        </main>
      </div>
    </body>
  </html>
);

const TopBar = (): VNode => (
  <header class="bar">
    <button type="button" id="menu" aria-expanded="false" aria-controls="navigation">
      <span aria-hidden="true">☰</span> <span>Pages</span>
    </button>
    <a class="brand" href="/index.html">
      hybi
    </a>
    <search id="search">
      <form action="/search.html">
        <input
          type="search"
          name="q"
          id="q"
          placeholder="Search: ping, 1007, 5.4, header rules …"
          aria-label="Search"
          autocomplete="off"
          aria-controls="found"
        />
        <kbd>/</kbd>
        <div id="found" hidden aria-live="polite" />
      </form>
    </search>
  </header>
);

interface NavigationProps {
  readonly part: SitePart;
  readonly page: SitePage;
  readonly pages: readonly SitePage[];
}

const NavigationPart = ({ part, page, pages }: NavigationProps): VNode | null => {
  const listed = pages.filter((one) => one.part === part && one.navigation !== undefined);
  return listed.length === 0 ? null : <NavigationList part={part} page={page} pages={listed} />;
};

const NavigationList = ({ part, page, pages }: NavigationProps): VNode => (
  <section>
    <h2>{part}</h2>
    <ul>
      {pages.map((listed) => (
        <li>
          <a href={`/${listed.path}`} {...current(listed, page)}>
            {listed.navigation}
          </a>
        </li>
      ))}
      {part === "Code" ? (
        <li>
          <a href="/api/index.html">API reference</a>
        </li>
      ) : null}
    </ul>
  </section>
);

/** Marks the page that is read, or the one it belongs to. */
const current = (listed: SitePage, page: SitePage) =>
  listed.path === page.path ? { "aria-current": "page" as const } : listed.path === page.under ? { "aria-current": true as const } : {};
