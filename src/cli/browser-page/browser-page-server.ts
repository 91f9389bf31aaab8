import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { hostName, isAllowedHost } from "../../conformance/server/browser-origin.ts";
import { type Listening, urlHost } from "../../node/tcp.ts";
import { serveWeb, type WebAnswer } from "../../node/web-server.ts";
import { browserPage } from "./browser-page.tsx";

/** What the page for browsers is started with. */
export interface BrowserPageOptions {
  readonly host: string;
  readonly port: number;
  /** Where the page is to open its WebSockets. */
  readonly fuzzingUrl: string;
  /** The folder of the reports, which the page links to. */
  readonly outdir: string;
  /** Host names, besides those of loopback, that browsers may use for it; `*` for all. */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** The page while it is served. */
export interface BrowserPage extends Listening {
  readonly url: string;
}

/** Serves a page on which a person lets a browser go through all cases, and the reports of that. */
export async function startBrowserPage({ host, port, fuzzingUrl, outdir, allowedHosts = [] }: BrowserPageOptions): Promise<BrowserPage> {
  const page = browserPage(fuzzingUrl);
  const folder = resolve(outdir);
  const listening = await serveWeb(host, port, async ({ path, hostField }) => {
    const name = hostName(hostField);
    // A page of the web may have had its name point here (DNS rebinding).
    if (!isAllowedHost(name, [...allowedHosts, urlHost(host)])) return misdirected(name);
    return await answerTo(path);
  });
  return { ...listening, url: `http://${urlHost(host)}:${listening.port}/` };

  async function answerTo(path: string): Promise<WebAnswer> {
    const name = reportPath.exec(path)?.[1];
    if (name !== undefined) return await reportFile(join(folder, name));
    return path === "/" ? { status: 200, type: "text/html; charset=utf-8", body: page } : notFound;
  }
}

const misdirected = (name: string): WebAnswer => ({
  status: 421,
  type: "text/plain; charset=utf-8",
  body: `This server is not known as ${name}; --allow-host makes it so.\n`,
});

// The names of report files hold nothing else; above all no way out of the folder.
const reportPath = /^\/reports\/([a-z0-9_]+\.(?:html|json))$/;

const notFound: WebAnswer = { status: 404, type: "text/plain; charset=utf-8", body: "There is nothing here; the page is at /.\n" };

async function reportFile(path: string): Promise<WebAnswer> {
  const body = await readFile(path).catch(() => undefined);
  const type = path.endsWith(".json") ? "application/json" : "text/html; charset=utf-8";
  return body === undefined ? notFound : { status: 200, type, body };
}
