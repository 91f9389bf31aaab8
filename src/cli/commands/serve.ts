import { Command } from "commander";
import pc from "picocolors";
import type { Case } from "../../conformance/case.ts";
import { counted } from "../../conformance/counted.ts";
import { type FuzzingServer, startFuzzingServer } from "../../conformance/fuzzing-server.ts";
import { type BrowserPage, startBrowserPage } from "../browser-page/browser-page-server.ts";
import { selectByPatterns } from "../case-selection.ts";
import { exitCodeOf } from "../exit-codes.ts";
import { interrupted, interruptibly } from "../interruption.ts";
import { notListening } from "../not-listening.ts";
import {
  casesOption,
  certOption,
  excludeOption,
  hostOption,
  keyOption,
  levelsOption,
  outdirOption,
  portOption,
  profileOption,
  type RunOptions,
  statusCodesOption,
  timeoutScaleOption,
  tlsOption,
  webPortOption,
} from "../options.ts";
import { proveWritable, report } from "../report.ts";
import { printSummary } from "../summary.ts";
import { askedIdentity } from "../tls-identity.ts";

interface ServeOptions extends RunOptions {
  readonly port: number;
  readonly host: string;
  readonly tls?: boolean;
  readonly key?: string;
  readonly cert?: string;
  readonly webPort?: number;
}

/** `hybi serve`: the fuzzing server, which tests every client that comes. */
export const serveCommand = (): Command =>
  new Command("serve")
    .description("run the fuzzing server, which tests WebSocket clients, until a client stops it or Ctrl-C is pressed")
    .addOption(portOption(9001))
    .addOption(hostOption())
    .addOption(casesOption())
    .addOption(excludeOption())
    .addOption(outdirOption("reports/clients"))
    .addOption(profileOption())
    .addOption(timeoutScaleOption())
    .addOption(levelsOption())
    .addOption(statusCodesOption())
    .addOption(tlsOption())
    .addOption(keyOption())
    .addOption(certOption())
    .addOption(webPortOption())
    .action(serve);

async function serve({ cases, exclude, ...options }: ServeOptions): Promise<void> {
  const { cases: selected, unmatched } = selectByPatterns(cases, exclude, options.profile, options.levels);
  for (const pattern of unmatched) console.error(pc.yellow(`Warning: the pattern ${pattern} matches no case.`));
  await proveWritable(options.outdir);
  await interruptibly((signal) => serveUntilStopped(selected, options, signal));
}

async function serveUntilStopped(
  selected: readonly Case[],
  options: Omit<ServeOptions, "cases" | "exclude">,
  signal: AbortSignal,
): Promise<void> {
  const { port, host, outdir, timeoutScale, statusCodes, profile, webPort } = options;
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const server: FuzzingServer = await startFuzzingServer({
    port,
    host,
    cases: selected,
    timeoutScale,
    statusCodes,
    tls: await askedIdentity(options),
    onResult: ({ agent, id, behavior, behaviorClose }) => console.log(`${agent}: ${id} ${behavior}, close ${behaviorClose}`),
    onUpdateReports: (agent) => reportAgent(server, agent, options),
    onStop: stop,
  }).catch((error: Error) => {
    throw notListening(error, "choose another with --port");
  });
  console.log(`Fuzzing server with ${counted(selected.length, "case")} at ${pc.bold(server.url)}; stop it with Ctrl-C.`);
  const page = webPort === undefined ? undefined : await startPage(host, webPort, server.url, outdir);
  await Promise.race([stopped, interrupted(signal)]);
  const results = server.results();
  await page?.close();
  await server.close();
  if (results.length > 0) console.log(`\nReport: ${await report(outdir, results, profile)}`);
  else console.error("No case was run.");
  process.exitCode = exitCodeOf(results);
}

/** The page is an extra: without its port, clients can be tested all the same. */
async function startPage(host: string, port: number, fuzzingUrl: string, outdir: string): Promise<BrowserPage | undefined> {
  const page = await startBrowserPage({ host, port, fuzzingUrl, outdir }).catch((error: Error) => error);
  if (page instanceof Error) console.error(pc.yellow(`Warning: no page for browsers: ${page.message}; choose another with --web-port.`));
  else console.log(`To test a browser, open ${pc.bold(page.url)} in it.`);
  return page instanceof Error ? undefined : page;
}

/** What goes wrong here is told to the client, too; the server lives on. */
async function reportAgent(
  server: FuzzingServer,
  agent: string,
  options: Pick<ServeOptions, "outdir" | "profile" | "levels">,
): Promise<void> {
  const indexHtml = await report(options.outdir, server.results(), options.profile).catch((error: Error) => {
    console.error(`${pc.red("error:")} ${error.message}`);
    throw error;
  });
  printAgent(server, agent, indexHtml, options);
}

function printAgent(
  server: FuzzingServer,
  agent: string,
  indexHtml: string,
  { outdir, levels }: Pick<ServeOptions, "outdir" | "levels">,
): void {
  const results = server.results().filter((result) => result.agent === agent);
  const seconds = results.reduce((sum, { duration }) => sum + duration, 0) / 1000;
  if (results.length > 0) printSummary(`${agent} as a client`, results, seconds, { levels, reports: outdir });
  console.log(`\nReport: ${indexHtml}`);
}
