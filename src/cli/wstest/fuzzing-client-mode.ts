import type { Case } from "../../conformance/case/case.ts";
import { caseLevels } from "../../conformance/case/case-level.ts";
import { runFuzzingClient } from "../../conformance/client/fuzzing-client.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { withOwnName } from "../commands/own-names.ts";
import { inReportFolders, report } from "../commands/report.ts";
import { waitForServer } from "../commands/wait-for-server.ts";
import { peerOf, shownPeer } from "../conclusion/peer.ts";
import { UsageError } from "../errors/usage-error.ts";
import { interruptibly } from "../terminal/interruption.ts";
import { startProgress } from "../terminal/progress.ts";
import { printSummary } from "../terminal/summary.ts";
import { warn } from "../terminal/warn.ts";
import { engineFromSpec } from "./engine-from-spec.ts";
import { wstestExitCode } from "./exit-code.ts";
import { addressFault } from "./own-address.ts";
import { casesOfSpec, isExcludedBySpec } from "./selection.ts";
import { type FuzzingClientSpec, fuzzingClientSpec, loadSpec, type SpecServer } from "./spec-file.ts";
import type { WstestOptions } from "./wstest-options.ts";

/** `wstest -m fuzzingclient`: the cases of a spec against its servers, one server after the other. */
export async function runFuzzingClientMode(options: WstestOptions): Promise<void> {
  const spec = await specFor(options);
  const cases = casesOfSpec(spec, options.profile);
  // A wrong option of the last server must not cost the results of the others.
  const servers = spec.servers.map((server) => ({ ...server, ...engineFromSpec(false, spec.options, server.options) }));
  await inReportFolders([spec.outdir], () => interruptibly((signal) => testAll(servers, spec, cases, options, signal)));
}

type ServerToTest = SpecServer & ReturnType<typeof engineFromSpec>;

async function testAll(
  servers: readonly ServerToTest[],
  spec: FuzzingClientSpec,
  cases: readonly Case[],
  options: WstestOptions,
  signal: AbortSignal,
): Promise<void> {
  const results: CaseResult[] = [];
  const unreachable: string[] = [];
  for (const server of servers) {
    if (signal.aborted) break;
    const outcome = await testServer(server, spec, cases, options, signal, results);
    if (outcome instanceof Error) unreachable.push(outcome.message);
    else results.push(...outcome);
  }
  for (const message of unreachable) warn(message);
  if (results.length > 0) console.log(`\nReport: ${await report(spec.outdir, results, options.profile)}`);
  if (results.length === 0 && !signal.aborted)
    throw new UsageError("nothing was run: no server of the spec could be tested; start one first, or wait for it with --wait 30");
  process.exitCode = wstestExitCode(results, options.failOn, signal.aborted);
}

async function specFor({ spec: path, wsuri }: WstestOptions): Promise<FuzzingClientSpec> {
  const file = await loadSpec("fuzzingclient", path);
  if (file.isNew) console.log(`Wrote ${file.path}, with everything at its default; edit it to your needs.`);
  const { spec, warnings } = fuzzingClientSpec(file.text, file.path);
  for (const warning of warnings) warn(warning);
  if (spec.servers.length > 0) {
    if (wsuri !== undefined) warn(`${file.path} names its servers, and -w ${wsuri} is not used; it is for a spec without any`);
    return spec;
  }
  if (wsuri === undefined) throw new UsageError(`${file.path} names no server; add one to "servers", or give an address with -w`);
  const fault = addressFault(wsuri);
  if (fault !== undefined) throw new UsageError(fault);
  const server = { url: wsuri, agent: undefined, hostname: undefined, origin: undefined, protocols: undefined, options: {} };
  return { ...spec, servers: [server] };
}

/** An `Error` is that of a server that is not there: the others are tested all the same. */
async function testServer(
  server: ServerToTest,
  spec: FuzzingClientSpec,
  selected: readonly Case[],
  { jobs, timeoutScale, wait }: WstestOptions,
  signal: AbortSignal,
  earlier: readonly CaseResult[],
): Promise<readonly CaseResult[] | Error> {
  const { url, agent, origin, protocols, hostname, engine, warnings } = server;
  for (const warning of warnings) warn(`${url}: ${warning}`);
  const isExcluded = isExcludedBySpec(spec);
  const cases = agent === undefined ? selected : selected.filter(({ id }) => !isExcluded(agent, id));
  const mistake = await waitForServer(url, wait, signal).catch((error: Error) => error);
  if (mistake !== undefined) return mistake;
  const startedAt = performance.now();
  const progress = startProgress(agent ?? url, cases.length);
  const run = { url, cases, jobs, agent, origin, subprotocols: protocols, serverName: hostname, engine, timeoutScale, signal };
  const results = await runFuzzingClient({ ...run, onResult: progress.step })
    .catch((error: Error) => error)
    .finally(progress.stop);
  if (results instanceof Error) return results;
  // A server that names itself is known by its name only now.
  const kept = withOwnName(
    results.filter((result) => !isExcluded(result.agent, result.id)),
    earlier,
    url,
  );
  if (kept[0] !== undefined)
    printSummary(shownPeer(peerOf(kept[0])), kept, (performance.now() - startedAt) / 1000, {
      levels: caseLevels,
      reports: spec.outdir,
    });
  return kept;
}
