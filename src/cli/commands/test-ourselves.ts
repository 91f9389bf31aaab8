import { availableParallelism } from "node:os";
import type { Case } from "../../conformance/case/case.ts";
import { productToken } from "../../conformance/case/suite-name.ts";
import { isBulk } from "../../conformance/client/case-queue.ts";
import { startFuzzingServer } from "../../conformance/server/fuzzing-server.ts";
import { runEchoClient } from "../../conformance/testee/echo-client.ts";
import { startEchoServer } from "../../conformance/testee/echo-server.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { shownPeer } from "../conclusion/peer.ts";
import { interrupted } from "../terminal/interruption.ts";
import { type TestPlan, type TestRun, testServer } from "./test-servers.ts";

/** Runs the suite against our own server. */
export async function testOurServer(plan: TestPlan): Promise<TestRun> {
  const server = await startEchoServer(0);
  const tested = await testServer(`ws://127.0.0.1:${server.port}`, "built-in server", plan);
  await server.close();
  return { ...tested, mistakes: [] };
}

const numbersOf = (cases: readonly Case[], isWanted: (each: Case) => boolean): readonly number[] =>
  cases.flatMap((each, index) => (isWanted(each) ? [index + 1] : []));

/** Runs the suite against our own client, which goes alone once more through what the machine was too busy to tell. */
export async function testOurClient({ selected, jobs, timeoutScale, statusCodes, signal, reporter, reports }: TestPlan): Promise<TestRun> {
  const startedAt = performance.now();
  const progress = reporter.start("built-in client", selected.length);
  let isAlone = jobs === 1;
  const onResult = (result: CaseResult): void => {
    if (!signal.aborted && (isAlone || result.inconclusive === null)) progress.step(result);
  };
  const server = await startFuzzingServer({ port: 0, cases: selected, timeoutScale, statusCodes, onResult });
  const go = async (only: readonly number[], most: number): Promise<void> => {
    if (only.length > 0) await runEchoClient({ url: server.url, agent: productToken, jobs: Math.min(jobs, most), only });
  };
  const visitAll = async (): Promise<void> => {
    await go(numbersOf(selected, isBulk), availableParallelism());
    await go(
      numbersOf(selected, (each) => !isBulk(each)),
      jobs,
    );
    if (isAlone) return;
    isAlone = true;
    await go(
      server.results().flatMap(({ inconclusive, case: number }) => (inconclusive === null ? [] : [number])),
      1,
    );
  };
  const visits = visitAll();
  await Promise.race([visits, interrupted(signal)]);
  progress.stop();
  // What the end of the server cuts off is no result.
  const results = server.results();
  await server.close();
  if (signal.aborted) await visits.catch(() => undefined);
  const seconds = (performance.now() - startedAt) / 1000;
  if (results.length > 0) reporter.peer({ title: shownPeer({ agent: productToken, role: "client" }), results, seconds, reports });
  return { results, flaky: [], mistakes: [] };
}
