import { caseLevels } from "../../conformance/case/case-level.ts";
import { counted } from "../../conformance/case/counted.ts";
import { type FuzzingServer, startFuzzingServer } from "../../conformance/server/fuzzing-server.ts";
import { urlHost } from "../../node/tcp.ts";
import { startBrowserPage } from "../browser-page/browser-page-server.ts";
import { styled } from "../colour/styled.ts";
import { notListening } from "../commands/not-listening.ts";
import { inReportFolders, report } from "../commands/report.ts";
import { shownPeer } from "../conclusion/peer.ts";
import { shownName } from "../conclusion/shown-name.ts";
import { complain } from "../errors/error-code.ts";
import { interrupted, interruptibly } from "../terminal/interruption.ts";
import { RefusedRequests } from "../terminal/refused-requests.ts";
import { printSummary } from "../terminal/summary.ts";
import { warn } from "../terminal/warn.ts";
import { engineFromSpec } from "./engine-from-spec.ts";
import { wstestExitCode } from "./exit-code.ts";
import { hostFromHere, ownAddress, ownIdentity, tellWhoIsServed, urlFromHere } from "./own-address.ts";
import { casesOfSpec, isExcludedBySpec } from "./selection.ts";
import { type FuzzingServerSpec, fuzzingServerSpec, loadSpec } from "./spec-file.ts";
import type { WstestOptions } from "./wstest-options.ts";

const defaultWebport = 8080;

/** `wstest -m fuzzingserver`: tests every client that comes, until one stops it or Ctrl-C is pressed. */
export async function runFuzzingServerMode(options: WstestOptions): Promise<void> {
  const spec = await specFor(options);
  await inReportFolders([spec.outdir], () => interruptibly((signal) => serveUntilStopped(spec, options, signal)));
}

async function specFor({ spec: path, wsuri }: WstestOptions): Promise<FuzzingServerSpec> {
  const file = await loadSpec("fuzzingserver", path);
  if (file.isNew) console.log(`Wrote ${file.path}, with everything at its default; edit it to your needs.`);
  const { spec, warnings } = fuzzingServerSpec(file.text, file.path);
  for (const warning of warnings) warn(warning);
  return wsuri === undefined ? spec : { ...spec, url: wsuri };
}

async function serveUntilStopped(spec: FuzzingServerSpec, options: WstestOptions, signal: AbortSignal): Promise<void> {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const started = await serverOptions(spec, options);
  const server: FuzzingServer = await startFuzzingServer({
    ...started,
    onResult: ({ agent, id, behavior, behaviorClose }) => console.log(`${shownName(agent)}: ${id} ${behavior}, close ${behaviorClose}`),
    onRefused: new RefusedRequests().tell,
    onUpdateReports: (agent) => reportAgent(server, agent, spec.outdir, options),
    onStop: stop,
  }).catch((error: Error) => {
    throw notListening(error, "choose another address in the spec, or with -w");
  });
  // Only now is it true: scripts wait for this line.
  console.log(`Ok, will run ${started.cases.length} test cases for any clients connecting`);
  const address = ownAddress(spec.url);
  const url = urlFromHere(address, server.port);
  console.log(`Fuzzing server with ${counted(started.cases.length, "case")} at ${styled("bold", url)}; stop it with Ctrl-C.`);
  tellWhoIsServed(address, server.port, "hybi serve");
  const page = await startPage(server, spec, options);
  await Promise.race([stopped, interrupted(signal)]);
  const results = server.results();
  await page?.close();
  await server.close();
  if (results.length > 0) console.log(`\nReport: ${await report(spec.outdir, results, options.profile)}`);
  process.exitCode = wstestExitCode(results, options.failOn, false);
}

async function serverOptions(spec: FuzzingServerSpec, { profile, timeoutScale, key, cert }: WstestOptions) {
  const address = ownAddress(spec.url);
  const { engine, showsStatusPage, allowedHosts, warnings } = engineFromSpec(true, spec.options);
  for (const warning of warnings) warn(warning);
  const tls = await ownIdentity(address, { key, cert }, spec);
  const cases = casesOfSpec(spec, profile);
  const { host, port } = address;
  return {
    host,
    port,
    cases,
    timeoutScale,
    tls,
    subprotocols: spec.protocols,
    isExcluded: isExcludedBySpec(spec),
    showsStatusPage,
    allowedHosts,
    engine,
  };
}

/** The page is an extra: without its port, clients can be tested all the same. */
async function startPage({ host, url: fuzzingUrl }: FuzzingServer, { outdir, webport }: FuzzingServerSpec, options: WstestOptions) {
  const port = options.webport ?? webport ?? defaultWebport;
  if (port === 0) return undefined;
  const page = await startBrowserPage({ host, port, fuzzingUrl, outdir }).catch((error: Error) => error);
  if (!(page instanceof Error)) {
    console.log(`Test a browser at ${styled("bold", `http://${urlHost(hostFromHere(page))}:${page.port}/`)}`);
    return page;
  }
  warn(`no page for browsers: ${page.message}; -u takes another port, and -u 0 does without`);
  return undefined;
}

/** What goes wrong here is told to the client, too; the server lives on. */
async function reportAgent(server: FuzzingServer, agent: string, outdir: string, { profile }: WstestOptions): Promise<void> {
  const indexHtml = await report(outdir, server.results(), profile).catch((error: Error) => {
    complain(error);
    throw error;
  });
  const results = server.results().filter((result) => result.agent === agent);
  if (results.length > 0)
    printSummary(shownPeer({ agent, role: "client" }), results, results.reduce((sum, { duration }) => sum + duration, 0) / 1000, {
      levels: caseLevels,
      reports: outdir,
    });
  console.log(`\nReport: ${indexHtml}`);
}
