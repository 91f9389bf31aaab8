import { renderToString } from "preact-render-to-string";
import { runInBrowser } from "./run-in-browser.ts";

const style = `
:root { color-scheme: light dark; --soft: light-dark(#5b6472, #9aa4b2); --line: light-dark(#d8dde4, #333b46); --accent: light-dark(#1f5fbf, #7fb0ff); }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.2; }
p.soft, label { color: var(--soft); }
form { display: grid; gap: .75rem; padding: 1.25rem; border: 1px solid var(--line); border-radius: .75rem; }
label { display: grid; gap: .25rem; }
input, button { font: inherit; padding: .5rem .75rem; border-radius: .5rem; border: 1px solid var(--line); }
button { justify-self: start; background: var(--accent); color: Canvas; border-color: transparent; cursor: pointer; }
button:disabled { opacity: .5; cursor: default; }
progress { width: 100%; accent-color: var(--accent); }
a { color: var(--accent); }
`;

/** The page that tests the browser that opens it. */
export function browserPage(fuzzingUrl: string): string {
  const script = `(${runInBrowser.toString()})(window, ${JSON.stringify(fuzzingUrl).replaceAll("<", "\\u003c")});`;
  return `<!doctype html>${renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Test this browser</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <h1>Test this browser's WebSocket</h1>
        <p class="soft">
          The browser opens one connection after the other to <code>{fuzzingUrl}</code>, echoes every message, and is judged by what it does
          with messages, frames and closes, right and wrong ones.
        </p>
        <form id="form">
          <label>
            Name in the reports
            <input id="agent" required autocomplete="off" />
          </label>
          <button id="start" type="submit">
            Run all cases
          </button>
          <progress id="progress" value="0" max="1" aria-label="Cases that are over" hidden />
          <div id="status" role="status" />
          <a id="report" href="reports/index.html" hidden>
            Open the report
          </a>
        </form>
        <noscript>Without scripts, a browser has no WebSocket to test.</noscript>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>,
  )}`;
}
