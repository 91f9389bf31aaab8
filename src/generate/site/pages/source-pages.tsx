import type { VNode } from "preact";
import type { SourceFile } from "../../source-files/source-files.ts";
import type { Material } from "../material/material.ts";
import { requirementHref, sourceHref } from "../page/addresses.ts";
import { grouped } from "../page/grouped.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";

/** A page for each file of code, where the ids of requirements are links, and one that lists the files. */
export function sourcePages({ sources, mentions }: Material): SitePage[] {
  return [listPage(sources), ...sources.map((source) => sourcePage(source, new Set(mentions.keys())))];
}

const listPage = (sources: readonly SourceFile[]): SitePage => ({
  path: "source/index.html",
  title: "Source",
  summary: "The code, with the ids of requirements as links.",
  part: "Code",
  navigation: "Source",
  body: htmlOf(
    grouped(sources, ({ file }) =>
      file
        .split("/")
        .slice(0, file.startsWith("src/") ? 2 : 1)
        .join("/"),
    ).map(([folder, files]) => <FolderSection folder={folder} files={files} />),
  ),
  search: [],
});

const FolderSection = ({ folder, files }: { readonly folder: string; readonly files: readonly SourceFile[] }): VNode => (
  <section>
    <h2 id={folder}>
      <span class="mono">{folder}</span>
    </h2>
    <ul style="columns:auto 19rem;max-width:none;list-style:none;padding:0">
      {files.map(({ file }) => (
        <li>
          <a class="mono" href={sourceHref(file)}>
            {file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file}
          </a>
        </li>
      ))}
    </ul>
  </section>
);

function sourcePage({ file, text }: SourceFile, ids: ReadonlySet<string>): SitePage {
  const lines = text.replace(/\n$/, "").split("\n");
  const body = lines.map((line, index) => `<span class="l" id="L${index + 1}">${lineHtml(line, ids)}</span>`).join("");
  return {
    path: `source/${file}.html`,
    title: file,
    part: "Code",
    under: "source/index.html",
    body: `<pre class="source"><code>${body}</code></pre>`,
    search: file.includes(".test.") ? [] : [{ kind: "source", title: file, text: firstComment(text) }],
  };
}

function lineHtml(line: string, ids: ReadonlySet<string>): string {
  const comment = /^\s*(\/\/|\/?\*)/.test(line);
  const linked = escaped(line).replace(/&quot;((?:rfc[0-9]+|ours)\/[a-z0-9.-]+\/[a-z0-9-]+)&quot;/g, (quoted, id: string) =>
    ids.has(id) ? `&quot;<a href="${requirementHref(id)}">${id}</a>&quot;` : quoted,
  );
  return comment ? `<span class="c">${linked}</span>` : linked;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** What a file says about its first export. */
const firstComment = (text: string): string =>
  /\/\*\*([\s\S]*?)\*\//
    .exec(text)?.[1]
    ?.replace(/\s*\*\s?/g, " ")
    .trim() ?? "";
