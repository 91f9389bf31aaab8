import { posix } from "node:path";
import markdownIt from "markdown-it";

/** Where files of the repository are on the site: path from the root of the repository to address on the site. */
export type AddressOf = (file: string) => string | undefined;

/** Renders a Markdown file of the repository; links to other files lead to their pages, and become plain text where there is none. */
export function renderMarkdown(file: string, text: string, addressOf: AddressOf): string {
  const markdown = markdownIt({ html: true, typographer: false });
  const html = markdown.render(text);
  return withAnchors(
    withLinks(html, file, addressOf)
      .replace(/<table>/g, '<div class="scroll"><table>')
      .replaceAll("</table>", "</table></div>"),
  );
}

/** The first heading of a Markdown text, without its marks. */
export const titleOf = (text: string): string => (/^# (.+)$/m.exec(text)?.[1] ?? "").replaceAll("`", "");

/** The text without its first heading: a page has its title from the layout. */
export const withoutTitle = (text: string): string => text.replace(/^# .+\n+/m, "");

function withLinks(html: string, file: string, addressOf: AddressOf): string {
  const links = html.replace(/<a href="([^"]*)">([\s\S]*?)<\/a>/g, (link, target: string, label: string) => {
    if (/^[a-z]+:/i.test(target) || target.startsWith("#")) return link;
    const address = addressed(target, file, addressOf);
    return address === undefined ? `<span class="path">${label}</span>` : `<a href="${address}">${label}</a>`;
  });
  return links.replace(/<img src="([^"]*)"/g, (image, target: string) => {
    const address = /^[a-z]+:/i.test(target) ? undefined : addressed(target, file, addressOf);
    return address === undefined ? image : `<img src="${address}"`;
  });
}

function addressed(target: string, file: string, addressOf: AddressOf): string | undefined {
  const [path = "", anchor] = target.split("#");
  const address = addressOf(posix.normalize(posix.join(posix.dirname(file), decodeURI(path))).replace(/\/$/, ""));
  return address === undefined ? undefined : `${address}${anchor === undefined || address.includes("#") ? "" : `#${anchor}`}`;
}

/** Gives headings the anchors that GitHub gives them. */
function withAnchors(html: string): string {
  const seen = new Map<string, number>();
  return html.replace(/<h([1-6])>([\s\S]*?)<\/h\1>/g, (_, level: string, content: string) => {
    const slug = slugOf(content);
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    const id = count === 0 ? slug : `${slug}-${count}`;
    return `<h${level} id="${id}">${content} <a class="anchor" href="#${id}" aria-label="Link to this section">#</a></h${level}>`;
  });
}

const slugOf = (content: string): string =>
  content
    .replace(/<[^>]+>/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
