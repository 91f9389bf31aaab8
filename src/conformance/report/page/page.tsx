import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** What the shell of a page needs to know. */
export interface PageProps {
  readonly title: string;
  readonly style: string;
  readonly children: ComponentChildren;
}

// Pages hold what the peer has sent: even if something slipped through the escaping, nothing of it would run or load.
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** An HTML document that needs no other file. */
export const Page = ({ title, style, children }: PageProps): VNode => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={contentPolicy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <link rel="icon" href="data:," />
      <title>{title}</title>
      <style>{style}</style>
    </head>
    <body>{children}</body>
  </html>
);

/** A page as the text of an HTML file. */
export const htmlText = (page: VNode): string => `<!doctype html>\n${renderToString(page)}\n`;
