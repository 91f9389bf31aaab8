import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** HTML that is finished already: rendered Markdown, and drawings. All of it comes from the repository. */
export const Html = ({ html, class: name }: { readonly html: string; readonly class?: string }): VNode => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: generated from files of this repository, not from input
  <div class={name} dangerouslySetInnerHTML={{ __html: html }} />
);

/** A component as text. */
export const htmlOf = (node: string | VNode): string => (typeof node === "string" ? node : renderToString(node));

/** The text of finished HTML, for the search. */
export const plainText = (html: string): string =>
  html
    .replace(/<(style|svg|script)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
