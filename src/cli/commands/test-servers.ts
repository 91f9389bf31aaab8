import type { StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import type { Case } from "../../conformance/case/case.ts";
import type { Profile } from "../../conformance/case/profile.ts";
import { runFuzzingClient } from "../../conformance/client/fuzzing-client.ts";
import { passed } from "../../conformance/verdict/behaviour.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { type FailingOutcome, failsRun } from "../conclusion/fail-on.ts";
import { type FlakyCase, type Retried, retried } from "../conclusion/flaky.ts";
import { shownPeer } from "../conclusion/peer.ts";
import { UsageError } from "../errors/usage-error.ts";
import type { Reporter } from "../terminal/reporter.ts";
import { withOwnName } from "./own-names.ts";
import { waitForServer } from "./wait-for-server.ts";

/** What is to be run, and how. */
export interface TestPlan {
  readonly selected: readonly Case[];
  readonly jobs: number;
  readonly agent?: string;
  readonly profile: Profile;
  readonly timeoutScale: number;
  readonly statusCodes: StatusCodeProfile;
  readonly retries: number;
  /** Seconds to wait for a server that is still starting. */
  readonly wait: number;
  /** Outcomes that are worth another attempt, as is all that does not pass. */
  readonly failOn: readonly FailingOutcome[];
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
  /** The folder for the reports. */
  readonly reports: string;
}

/** What came of it. */
export interface TestRun {
  readonly results: readonly CaseResult[];
  readonly flaky: readonly FlakyCase[];
  /** Why some servers could not be tested. */
  readonly mistakes: readonly string[];
}

/** Runs the suite against servers, one after the other. */
export async function testServers(urls: readonly string[], plan: TestPlan): Promise<TestRun> {
  const results: CaseResult[] = [];
  const flaky: FlakyCase[] = [];
  const mistakes: string[] = [];
  for (const url of urls) {
    if (plan.signal.aborted) break;
    try {
      const tested = await testServer(url, url, plan, results);
      flaky.push(...tested.flaky);
      results.push(...tested.results);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      mistakes.push(error.message);
    }
  }
  return { results, flaky, mistakes };
}

/** Runs the suite against one server, and what fails again. A name that an earlier server has is told apart by the address. */
export async function testServer(url: string, label: string, plan: TestPlan, earlier: readonly CaseResult[] = []): Promise<Retried> {
  const { selected, reporter, reports } = plan;
  await serverIsThere(url, plan);
  if (plan.signal.aborted) return { results: [], flaky: [] };
  const startedAt = performance.now();
  const progress = reporter.start(label, selected.length);
  const tested = await playWithRetries(url, plan, progress.step).finally(progress.stop);
  const seconds = (performance.now() - startedAt) / 1000;
  const results = withOwnName(tested.results, earlier, url);
  const agent = results[0]?.agent;
  if (agent === undefined) return tested;
  reporter.peer({ title: shownPeer({ agent, role: "server" }), results, seconds, reports });
  return { results, flaky: tested.flaky.map((each) => ({ ...each, agent })) };
}

/** Each case is told of once: what is played again, when that is done. */
async function playWithRetries(url: string, plan: TestPlan, step: (result: CaseResult) => void): Promise<Retried> {
  const { selected, jobs, retries, failOn, signal } = plan;
  const isAccepted = (result: CaseResult) => passed(result) && !failsRun(result, failOn);
  const isFinal = (result: CaseResult) => retries === 0 || isAccepted(result);
  const first = await play(url, plan, selected, jobs, (result) => isFinal(result) && step(result));
  const tested = await retried(first, retries, isAccepted, async ({ id }) => {
    if (signal.aborted) return undefined;
    const again = selected.filter((each) => each.id === id);
    return (await play(url, plan, again, 1))[0];
  });
  for (const [place, result] of first.entries()) if (!isFinal(result)) step(tested.results[place] ?? result);
  return tested;
}

/** An address that is none is a mistake before anybody waits for it. */
async function serverIsThere(url: string, { wait, signal }: TestPlan): Promise<void> {
  await waitForServer(url, wait, signal).catch((error: Error) => {
    throw new UsageError(error.message);
  });
}

function play(
  url: string,
  { agent, timeoutScale, statusCodes, signal }: TestPlan,
  cases: readonly Case[],
  jobs: number,
  onResult: (result: CaseResult) => void = () => undefined,
): Promise<CaseResult[]> {
  return runFuzzingClient({ url, cases, jobs, agent, timeoutScale, statusCodes, signal, onResult }).catch(({ message }: Error) => {
    throw new UsageError(message.includes("ECONNREFUSED") ? `${message}; start the server first, or wait for it with --wait 30` : message);
  });
}
