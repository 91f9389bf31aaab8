import { Command } from "commander";
import type { Case } from "../../conformance/case/case.ts";
import { counted } from "../../conformance/case/counted.ts";
import { type FuzzingServer, startFuzzingServer } from "../../conformance/server/fuzzing-server.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { type BrowserPage, type BrowserPageOptions, startBrowserPage } from "../browser-page/browser-page-server.ts";
import { type CiOptions, checkCiOptions, withCiOptions } from "../ci/ci-options.ts";
import { conclude } from "../ci/conclude.ts";
import { styled } from "../colour/styled.ts";
import { shownPeer } from "../conclusion/peer.ts";
import { shownName } from "../conclusion/shown-name.ts";
import { complain } from "../errors/error-code.ts";
import { interrupted, interruptibly } from "../terminal/interruption.ts";
import { RefusedRequests } from "../terminal/refused-requests.ts";
import { type Reporter, type ReporterName, reporterFor } from "../terminal/reporter.ts";
import { warn } from "../terminal/warn.ts";
import { selectByPatterns } from "./case-selection.ts";
import { notListening } from "./not-listening.ts";
import {
  allowHostOption,
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
} from "./options.ts";
import { inReportFolders, report } from "./report.ts";
import { askedIdentity } from "./tls-identity.ts";

interface ServeOptions extends RunOptions, CiOptions {
  readonly port: number;
  readonly host: string;
  readonly tls?: boolean;
  readonly key?: string;
  readonly cert?: string;
  readonly webPort?: number;
  readonly allowHost: readonly string[];
}

/** `hybi serve`: the fuzzing server, which tests every client that comes. */
export const serveCommand = (): Command =>
  withCiOptions(
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
      .addOption(allowHostOption()),
  ).action(serve);

async function serve(options: ServeOptions): Promise<void> {
  const selected = selectByPatterns(options);
  await checkCiOptions(options);
  await inReportFolders([options.outdir], () => interruptibly((signal) => serveUntilStopped(selected, options, signal)));
}

async function serveUntilStopped(selected: readonly Case[], options: ServeOptions, signal: AbortSignal): Promise<void> {
  const { port, host, outdir, timeoutScale, statusCodes, profile, webPort, allowHost: allowedHosts } = options;
  const reporter = reporterFor(options.reporter, options.levels);
  const announce = announcerFor(options.reporter);
  const { step } = options.reporter === "json" ? reporter.start("clients", selected.length) : { step: sayResult };
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const refused = new RefusedRequests();
  const server: FuzzingServer = await startFuzzingServer({
    port,
    host,
    cases: selected,
    timeoutScale,
    statusCodes,
    allowedHosts,
    tls: await askedIdentity(options),
    onResult: step,
    onRefused: refused.tell,
    onUpdateReports: (agent) => reportAgent(server, agent, options, reporter),
    onStop: stop,
  }).catch((error: Error) => {
    throw notListening(error, "choose another with --port or --host");
  });
  announce(`Fuzzing server with ${counted(selected.length, "case")} at`, server.url, "; stop it with Ctrl-C.");
  const page =
    webPort === undefined ? undefined : await startPage({ host, port: webPort, fuzzingUrl: server.url, outdir, allowedHosts }, announce);
  await Promise.race([stopped, interrupted(signal)]);
  const results = server.results();
  await page?.close();
  await server.close();
  if (results.length === 0) console.error(`No case was run.${refused.words}`);
  const reports = results.length === 0 ? [] : [await report(outdir, results, profile)];
  // Ctrl-C is the usual way to end a server, and leaves nothing undone.
  await conclude({ results, flaky: [], reports, pages: () => outdir, isInterrupted: false }, options, reporter);
}

/** Tells people where something is. */
type Announce = (before: string, url: string, after: string) => void;

/** Where standard output is for programs, people are spoken to beside it. */
function announcerFor(reporter: ReporterName): Announce {
  const [say, stream] = reporter === "json" ? [console.error, process.stderr] : [console.log, process.stdout];
  return (before, url, after) => say(`${before} ${styled("bold", url, stream)}${after}`);
}

const sayResult = ({ agent, id, behavior, behaviorClose }: CaseResult): void =>
  console.log(`${shownName(agent)}: ${id} ${behavior}, close ${behaviorClose}`);

/** The page is an extra: without its port, clients can be tested all the same. */
async function startPage(options: BrowserPageOptions, announce: Announce): Promise<BrowserPage | undefined> {
  const page = await startBrowserPage(options).catch((error: Error) => error);
  if (page instanceof Error) warn(`no page for browsers: ${page.message}; choose another with --web-port`);
  else announce("To test a browser, open", page.url, " in it.");
  return page instanceof Error ? undefined : page;
}

/** What goes wrong here is told to the client, too; the server lives on. */
async function reportAgent(server: FuzzingServer, agent: string, options: ServeOptions, reporter: Reporter): Promise<void> {
  const { outdir, profile } = options;
  const indexHtml = await report(outdir, server.results(), profile).catch((error: Error) => {
    complain(error);
    throw error;
  });
  const results = server.results().filter((result) => result.agent === agent);
  const seconds = results.reduce((sum, { duration }) => sum + duration, 0) / 1000;
  if (results.length > 0) reporter.peer({ title: shownPeer({ agent, role: "client" }), results, seconds, reports: outdir });
  if (options.reporter === "text") console.log(`\nReport: ${indexHtml}`);
}
