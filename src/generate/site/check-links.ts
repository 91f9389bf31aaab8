import { readdir, readFile } from "node:fs/promises";
import { posix } from "node:path";

/** What a check of all links of a folder has found. */
export interface LinkReport {
  readonly pages: number;
  readonly links: number;
  /** Each broken link: the page, the link, and what is missing. */
  readonly broken: readonly string[];
}

interface ReadPage {
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly string[];
}

/** Follows every relative link of every HTML file in a folder: the file has to be there, and the anchor in it. */
export async function checkLinks(folder: string): Promise<LinkReport> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(folder, posix.join(entry.parentPath, entry.name)));
  const files = new Set(names);
  const pages = new Map<string, ReadPage>();
  for (const path of names.filter((name) => name.endsWith(".html")))
    pages.set(path, read(await readFile(posix.join(folder, path), "utf8")));
  const checked = [...pages].flatMap(([path, { links }]) =>
    links.map((link) => ({ path, link, fault: faultOf(path, link, files, pages) })),
  );
  const broken = checked.flatMap(({ path, link, fault }) => (fault === undefined ? [] : [`${path}: ${link}: ${fault}`]));
  return { pages: pages.size, links: checked.length, broken: [...new Set(broken)] };
}

function read(html: string): ReadPage {
  const markup = html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, (script) => script.slice(0, script.indexOf(">") + 1));
  return {
    anchors: new Set([...markup.matchAll(/ (?:id|name)="([^"]*)"/g)].map(([, anchor]) => unescaped(anchor as string))),
    links: [...markup.matchAll(/<(?:a|link|script|img|form|use)\b[^>]*? (?:xlink:href|href|src|action)="([^"]*)"/g)]
      .map(([, link]) => unescaped(link as string))
      .filter((link) => !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(link)),
  };
}

function faultOf(path: string, link: string, files: ReadonlySet<string>, pages: ReadonlyMap<string, ReadPage>): string | undefined {
  if (link.startsWith("/")) return "leads to the top of the host, which is elsewhere when the site is opened from a file";
  const [address = "", anchor] = link.split("#");
  const target = address === "" ? path : posix.normalize(posix.join(posix.dirname(path), decodeURI(address.split("?")[0] as string)));
  if (!files.has(target)) return "there is no such file";
  if (anchor === undefined || anchor === "" || !target.endsWith(".html")) return undefined;
  return pages.get(target)?.anchors.has(decodeURIComponent(anchor)) ? undefined : "the page has no such anchor";
}

const unescaped = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
