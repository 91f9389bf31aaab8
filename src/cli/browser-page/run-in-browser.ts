// This function is sent to browsers as its own text: it may use nothing from outside itself.

interface PageElement {
  textContent: string | null;
  value: string;
  max: number;
  hidden: boolean;
  disabled: boolean;
  readonly addEventListener: (type: string, listener: (event: { preventDefault: () => void }) => void) => void;
}

interface PageSocket {
  binaryType: string;
  readonly send: (data: unknown) => void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

/** What of a browser is used. */
export interface Page {
  readonly document: { readonly getElementById: (id: string) => PageElement | null };
  readonly navigator: { readonly userAgent: string };
  readonly location: { readonly search: string; readonly hostname: string };
  readonly WebSocket: new (url: string) => PageSocket;
}

/** Lets the browser's own WebSocket go through all cases of the fuzzing server, and shows how far it is. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: everything it calls has to be inside it
export function runInBrowser(page: Page, fuzzingUrl: string): void {
  const element = (id: string) => page.document.getElementById(id) as PageElement;
  const [agent, start, progress, status, report] = ["agent", "start", "progress", "status", "report"].map(element) as [
    PageElement,
    PageElement,
    PageElement,
    PageElement,
    PageElement,
  ];
  const wished = new URLSearchParams(page.location.search);
  agent.value = wished.get("agent") ?? shortName(page.navigator.userAgent);
  element("form").addEventListener("submit", (event) => {
    event.preventDefault();
    void runAll();
  });
  // A server that listens everywhere is where the page came from.
  const serverUrl = fuzzingUrl.replace(/(?<=^wss?:\/\/)(0\.0\.0\.0|\[::\])(?=:)/, page.location.hostname);
  if (wished.has("start")) void runAll();

  /** The part of a User-Agent that tells browsers apart, without the history of the web before it. */
  function shortName(userAgent: string): string {
    const known = /(Firefox|Edg|OPR|HeadlessChrome|Chrome|Version)\/[0-9.]+/.exec(userAgent)?.[0] ?? userAgent;
    return known.replace("Version/", "Safari/").replace("Edg/", "Edge/").replace("OPR/", "Opera/");
  }

  async function runAll(): Promise<void> {
    start.disabled = true;
    agent.disabled = true;
    report.hidden = true;
    const name = encodeURIComponent(agent.value);
    const count = Number(await visit("/getCaseCount", (data) => data));
    progress.max = count;
    progress.hidden = false;
    for (let number = 1; number <= count; number++) {
      status.textContent = `Case ${number} of ${count}`;
      await visit(`/runCase?case=${number}&agent=${name}`, (data, socket) => socket.send(data));
      progress.value = String(number);
    }
    status.textContent = "Writing the reports…";
    await visit(`/updateReports?agent=${name}`, () => undefined);
    status.textContent = count === 0 ? "The fuzzing server is not there any more." : `Done: ${count} cases.`;
    report.hidden = count === 0;
    start.disabled = false;
    agent.disabled = false;
  }

  /** Opens a connection, has each message dealt with, and resolves with the last answer when the connection is closed. */
  function visit(path: string, onMessage: (data: unknown, socket: PageSocket) => unknown): Promise<unknown> {
    return new Promise((resolve) => {
      let last: unknown;
      const socket = new page.WebSocket(serverUrl + path);
      socket.binaryType = "arraybuffer";
      socket.onmessage = ({ data }) => {
        last = onMessage(data, socket) ?? last;
      };
      socket.onclose = () => resolve(last ?? 0);
    });
  }
}
