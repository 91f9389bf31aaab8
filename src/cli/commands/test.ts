import { join } from "node:path";
import { Command } from "commander";
import pc from "picocolors";
import type { Case } from "../../conformance/case.ts";
import type { CaseResult } from "../../conformance/case-result.ts";
import { runEchoClient } from "../../conformance/echo-client.ts";
import { startEchoServer } from "../../conformance/echo-server.ts";
import { defaultJobs, runFuzzingClient } from "../../conformance/fuzzing-client.ts";
import { startFuzzingServer } from "../../conformance/fuzzing-server.ts";
import { productToken } from "../../conformance/suite-name.ts";
import { selectByPatterns } from "../case-selection.ts";
import { exitCodeOf, exitCodes } from "../exit-codes.ts";
import { interruptibly } from "../interruption.ts";
import {
  casesOption,
  excludeOption,
  jobsOption,
  levelsOption,
  outdirOption,
  profileOption,
  type RunOptions,
  statusCodesOption,
  timeoutScaleOption,
} from "../options.ts";
import { withOwnName } from "../own-names.ts";
import { startProgress } from "../progress.ts";
import { proveWritable, report } from "../report.ts";
import { printSummary } from "../summary.ts";
import { UsageError } from "../usage-error.ts";

interface TestOptions extends RunOptions {
  readonly jobs: number;
  readonly agent?: string;
}

interface Plan extends TestOptions {
  readonly selected: readonly Case[];
  readonly signal: AbortSignal;
}

/** `hybi test`: the suite against servers, or, without an address, against our own server and our own client. */
export const testCommand = (): Command =>
  new Command("test")
    .description("run the conformance suite against WebSocket servers; without an address, against the built-in server and client")
    .argument("[urls...]", "addresses of echo servers: ws://127.0.0.1:9001")
    .addOption(casesOption())
    .addOption(excludeOption())
    .addOption(outdirOption("reports"))
    .addOption(jobsOption(defaultJobs()))
    .option("--agent <name>", "the server's name in the reports; otherwise what it calls itself")
    .addOption(profileOption())
    .addOption(timeoutScaleOption())
    .addOption(levelsOption())
    .addOption(statusCodesOption())
    .action(test);

async function test(urls: readonly string[], options: TestOptions): Promise<void> {
  if (options.agent !== undefined && urls.length > 1) throw new UsageError("--agent names one server; with several addresses leave it out");
  const { cases: selected, unmatched } = selectByPatterns(options.cases, options.exclude, options.profile, options.levels);
  for (const pattern of unmatched) console.error(pc.yellow(`Warning: the pattern ${pattern} matches no case.`));
  const roles = urls.length === 0 ? (["servers", "clients"] as const) : (["servers"] as const);
  for (const role of roles) await proveWritable(join(options.outdir, role));
  await interruptibly(async (signal) => {
    const plan: Plan = { ...options, selected, signal };
    const results = urls.length === 0 ? await testOurselves(plan) : await testServers(urls, plan);
    process.exitCode = signal.aborted ? exitCodes.interrupted : exitCodeOf(results);
  });
}

async function testOurselves(plan: Plan): Promise<readonly CaseResult[]> {
  const server = await testOurServer(plan);
  if (plan.signal.aborted) return server;
  return [...server, ...(await testOurClient(plan))];
}

async function testOurServer(plan: Plan): Promise<readonly CaseResult[]> {
  const server = await startEchoServer(0);
  const results = await testServer(`ws://127.0.0.1:${server.port}`, "built-in server", plan);
  await server.close();
  return conclude(results, "servers", plan);
}

async function testOurClient(plan: Plan): Promise<readonly CaseResult[]> {
  const { selected, jobs, timeoutScale, statusCodes } = plan;
  const startedAt = performance.now();
  const progress = startProgress("built-in client", selected.length);
  const server = await startFuzzingServer({ port: 0, cases: selected, timeoutScale, statusCodes, onResult: progress.step });
  await runEchoClient({ url: server.url, agent: productToken, jobs });
  progress.stop();
  const results = server.results();
  await server.close();
  printSummary(`${productToken} as a client`, results, secondsSince(startedAt), {
    levels: plan.levels,
    reports: join(plan.outdir, "clients"),
  });
  return conclude(results, "clients", plan);
}

async function testServers(urls: readonly string[], plan: Plan): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  const mistakes: UsageError[] = [];
  for (const url of urls) {
    if (plan.signal.aborted) break;
    try {
      results.push(...withOwnName(await testServer(url, url, plan), results, url));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      mistakes.push(error);
    }
  }
  await conclude(results, "servers", plan);
  // Only now, so that the servers that are there have their report.
  if (mistakes.length > 0) throw new UsageError(mistakes.map(({ message }) => message).join("\n"));
  return results;
}

async function testServer(url: string, label: string, plan: Plan): Promise<CaseResult[]> {
  const { selected, jobs, agent, timeoutScale, statusCodes, signal } = plan;
  const startedAt = performance.now();
  const progress = startProgress(label, selected.length);
  const results = await runFuzzingClient({ url, cases: selected, jobs, agent, timeoutScale, statusCodes, signal, onResult: progress.step })
    .catch((error: Error) => {
      throw new UsageError(error.message);
    })
    .finally(progress.stop);
  if (results[0] !== undefined)
    printSummary(`${results[0].agent} as a server`, results, secondsSince(startedAt), {
      levels: plan.levels,
      reports: join(plan.outdir, "servers"),
    });
  return results;
}

async function conclude(
  results: readonly CaseResult[],
  role: "servers" | "clients",
  { outdir, profile }: Plan,
): Promise<readonly CaseResult[]> {
  if (results.length > 0) console.log(`\nReport: ${await report(join(outdir, role), results, profile)}`);
  return results;
}

const secondsSince = (startedAt: number): number => (performance.now() - startedAt) / 1000;
