import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import { selectCases } from "../../conformance/case/case-patterns.ts";
import { allCases } from "../../conformance/cases/all-cases.ts";
import { type FuzzingServer, startFuzzingServer } from "../../conformance/server/fuzzing-server.ts";
import { answerTo } from "../../conformance/testing/raw-client.ts";
import { CommandLine } from "../testing/command-line.ts";
import { type BrowserPage, startBrowserPage } from "./browser-page-server.ts";
import { type Page, runInBrowser } from "./run-in-browser.ts";

let cli: CommandLine;
let page: BrowserPage;
let server: FuzzingServer;
let reportsAsked: () => void;
const reported = () =>
  new Promise<void>((resolve) => {
    reportsAsked = resolve;
  });
beforeEach(async () => {
  cli = new CommandLine();
  const { selected } = selectCases(allCases, ["1.1.1", "1.2.2", "2.2"], []);
  server = await startFuzzingServer({ port: 0, cases: selected, onUpdateReports: async () => reportsAsked() });
  page = await startBrowserPage({ host: "127.0.0.1", port: 0, fuzzingUrl: server.url, outdir: cli.folder });
});
afterEach(async () => {
  await page.close();
  await server.close();
  cli.dispose();
});

it("serves the page, which knows the fuzzing server and loads nothing from elsewhere", async () => {
  const response = await fetch(page.url);
  const html = await response.text();
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(html).toContain(`"${server.url}");</script>`);
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
});

it("serves the files of the reports, and nothing else of the folder or outside of it", async () => {
  cli.write("index.json", "{}");
  cli.write("secret.txt", "");
  const answered = async (path: string) => {
    const response = await fetch(new URL(path, page.url));
    return [response.status, response.headers.get("content-type")];
  };
  expect(await answered("reports/index.json")).toEqual([200, "application/json"]);
  for (const path of ["reports/secret.txt", "reports/none.html", "reports/..%2Findex.json", "reports/", "favicon.ico"]) {
    expect(await answered(path)).toEqual([404, "text/plain; charset=utf-8"]);
  }
  expect((await fetch(`${page.url}/`)).status).toBe(404);
});

it("takes GET and HEAD and no other method, under names of loopback only, and lets no other page frame it", async () => {
  const head = await fetch(page.url, { method: "HEAD" });
  expect([head.status, await head.text(), head.headers.get("x-content-type-options")]).toEqual([200, "", "nosniff"]);
  expect(head.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  const post = await fetch(page.url, { method: "POST" });
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  const words = "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
  expect(await answerTo(page.url.replace("http", "ws"), words)).toMatch(/^HTTP\/1\.1 421 /);
});

/** As much of a browser as the page needs. */
function browserWith(search: string, userAgent: string) {
  const elements = new Map<string, ReturnType<typeof blank>>();
  const blank = () => {
    const listeners: ((event: { preventDefault: () => void }) => void)[] = [];
    const addEventListener = (_type: string, listener: (typeof listeners)[number]) => void listeners.push(listener);
    return { textContent: "" as string | null, value: "", max: 0, hidden: true, disabled: false, addEventListener, listeners };
  };
  const getElementById = (id: string) => {
    const known = elements.get(id) ?? blank();
    elements.set(id, known);
    return known;
  };
  const browser = {
    document: { getElementById },
    navigator: { userAgent },
    location: { search, hostname: "testbox" },
    WebSocket: WebSocket as unknown,
  };
  return { browser: browser as Page, element: getElementById };
}

const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

it("runs every case when it is told to, under the browser's short name", async () => {
  const { browser, element } = browserWith("", chrome);
  runInBrowser(browser, server.url);
  expect(element("agent").value).toBe("Chrome/140.0.0.0");
  const asked = reported();
  element("form").listeners[0]?.({ preventDefault: () => undefined });
  await asked;
  expect(element("progress")).toMatchObject({ value: "3", max: 3, hidden: false });
  expect(server.results().map(({ agent, id, behavior }) => `${agent}: ${id} ${behavior}`)).toEqual([
    "Chrome/140.0.0.0: 1.1.1 OK",
    "Chrome/140.0.0.0: 1.2.2 OK",
    "Chrome/140.0.0.0: 2.2 OK",
  ]);
});

it("begins by itself where the address says so, under the name it says", async () => {
  const asked = reported();
  runInBrowser(browserWith("?agent=my%20browser&start", chrome).browser, server.url);
  await asked;
  expect(new Set(server.results().map(({ agent }) => agent))).toEqual(new Set(["my browser"]));
});

it.each([
  ["ws://0.0.0.0:9001", "ws://testbox:9001"],
  ["wss://[::]:9001", "wss://testbox:9001"],
  ["ws://192.0.2.1:9001", "ws://192.0.2.1:9001"],
])("a server at %s is looked for at %s", (fuzzingUrl, url) => {
  const opened: string[] = [];
  const { browser } = browserWith("?start", chrome);
  const WebSocketNowhere = function (this: object, address: string) {
    opened.push(address);
  };
  runInBrowser({ ...browser, WebSocket: WebSocketNowhere as unknown as Page["WebSocket"] }, fuzzingUrl);
  expect(opened).toEqual([`${url}/getCaseCount`]);
});
