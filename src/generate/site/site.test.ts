import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkLinks } from "./check-links.ts";
import { grouped } from "./page/grouped.ts";
import { plainText } from "./page/html.tsx";
import { renderMarkdown, titleOf, withoutTitle } from "./page/markdown.ts";
import type { SitePage } from "./page/site-page.ts";
import { pageFile, writeSite } from "./page/write-site.ts";

const page = (path: string, body: string): SitePage => ({ path, title: "A page", part: "Start", body, search: [] });

describe("Markdown of the repository", () => {
  const addressOf = (file: string) => ({ "docs/guides/a.md": "/guides/a.html", "spec/README.md": "/specification.html" })[file];

  it("links to the pages of other files", () => {
    expect(renderMarkdown("docs/README.md", "[a](guides/a.md#one) [s](../spec/README.md)", addressOf)).toBe(
      '<p><a href="/guides/a.html#one">a</a> <a href="/specification.html">s</a></p>\n',
    );
  });

  it("turns a link to a file without a page into its text, and leaves links elsewhere alone", () => {
    expect(renderMarkdown("README.md", "[licence](LICENSE) [out](https://example.com/)", addressOf)).toBe(
      '<p><span class="path">licence</span> <a href="https://example.com/">out</a></p>\n',
    );
  });

  it("gives headings the anchors that GitHub gives them", () => {
    const html = renderMarkdown("README.md", "## What it is, `really`\n\n## Twice\n\n## Twice", addressOf);
    expect([...html.matchAll(/<h2 id="([^"]*)"/g)].map(([, id]) => id)).toEqual(["what-it-is-really", "twice", "twice-1"]);
  });

  it("has its title apart", () => {
    expect(titleOf("# The `title`\n\ntext")).toBe("The title");
    expect(withoutTitle("# The title\n\ntext")).toBe("text");
  });
});

describe("a built site", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hybi-site-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const written = async (...pages: readonly SitePage[]) => {
    await writeSite(folder, [...pages.map((one) => pageFile(one, pages)), ["assets/style.css", ""], ["assets/site.js", ""]]);
    return checkLinks(folder);
  };
  const needed = [page("index.html", ""), page("search.html", ""), page("api/index.html", "")];

  it("has links that work from any folder", async () => {
    const report = await written(...needed, page("deep/er/page.html", '<a id="here" href="/deep/er/page.html#here">x</a>'));
    expect(report.broken).toEqual([]);
    expect(report.pages).toBe(4);
  });

  it("is checked for files and anchors that are missing, and for links to the top of a host", async () => {
    const broken = page("a/page.html", '<a href="/nowhere.html">x</a><a href="/index.html#no">y</a>');
    await written(...needed, broken);
    await writeFile(join(folder, "by-hand.html"), '<a href="/index.html">x</a>');
    expect([...(await checkLinks(folder)).broken].sort()).toEqual([
      "a/page.html: ../index.html#no: the page has no such anchor",
      "a/page.html: ../nowhere.html: there is no such file",
      "by-hand.html: /index.html: leads to the top of the host, which is elsewhere when the site is opened from a file",
    ]);
  });

  it("loses what an earlier build left, but not the API reference", async () => {
    await written(...needed, page("old.html", ""));
    const { pages } = await written(page("index.html", ""), page("search.html", ""));
    expect(pages).toBe(3);
  });
});

it("finds words in finished HTML, without drawings", () => {
  expect(plainText("<p>a &lt; b</p><svg><text>no</text></svg> <b>c</b>")).toBe("a < b c");
});

it("groups in the order of first appearance", () => {
  expect(grouped(["b1", "a1", "b2"], (name) => name.slice(0, 1))).toEqual([
    ["b", ["b1", "b2"]],
    ["a", ["a1"]],
  ]);
});
