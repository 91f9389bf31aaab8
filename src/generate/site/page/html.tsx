import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** HTML that is finished already: rendered Markdown, and drawings. All of it comes from the repository. */
export const Html = ({ html, class: name }: { readonly html: string; readonly class?: string }): VNode => (
  <div class={name} dangerouslySetInnerHTML={{ __html: html }} />
);

/** Components as text; text is HTML already. */
export const htmlOf = (content: ComponentChildren): string =>
  typeof content === "string" ? content : renderToString(h(Fragment, null, content));

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
