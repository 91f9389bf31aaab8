import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { renderToString } from "preact-render-to-string";
import { Layout } from "./layout.tsx";
import type { SitePage } from "./site-page.ts";

/** A file of the site: its path from the top, and its content. */
export type SiteFile = readonly [path: string, content: string | Uint8Array];

/** A page as an HTML file that works from any folder and any host. */
export function pageFile(page: SitePage, pages: readonly SitePage[]): SiteFile {
  const root = "../".repeat(page.path.split("/").length - 1);
  const html = renderToString(Layout({ page, pages, root }));
  return [page.path, `<!doctype html>\n${relativeLinks(html, root)}\n`];
}

/** Makes links from the top of the site relative to the page that has them. */
const relativeLinks = (html: string, root: string): string =>
  html.replace(/ ((?:xlink:)?href|src|action)="\/(?!\/)/g, ` $1="${root === "" ? "./" : root}`);

/** Empties the site but for the API reference, which has a generator of its own, and writes all files. */
export async function writeSite(folder: string, files: readonly SiteFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (name !== "api") await rm(join(folder, name), { recursive: true });
  for (const path of new Set(files.map(([file]) => dirname(join(folder, file))))) await mkdir(path, { recursive: true });
  for (const [path, content] of files) await writeFile(join(folder, path), content);
}
