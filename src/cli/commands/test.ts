import { join } from "node:path";
import { Command, Option } from "commander";
import type { Role } from "../../../spec/role.ts";
import { defaultJobs } from "../../conformance/client/fuzzing-client.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { type CiOptions, checkCiOptions, withCiOptions } from "../ci/ci-options.ts";
import { conclude } from "../ci/conclude.ts";
import { peerOf } from "../conclusion/peer.ts";
import { complain } from "../errors/error-code.ts";
import { UsageError } from "../errors/usage-error.ts";
import { interruptibly } from "../terminal/interruption.ts";
import { reporterFor } from "../terminal/reporter.ts";
import { selectByPatterns } from "./case-selection.ts";
import { earlierResults, failedBefore, keptResults } from "./earlier-report.ts";
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
  waitOption,
  wholeNumber,
} from "./options.ts";
import { inReportFolders, report } from "./report.ts";
import { testOurClient, testOurServer } from "./test-ourselves.ts";
import { type TestPlan, testServers } from "./test-servers.ts";

interface TestOptions extends RunOptions, CiOptions {
  readonly jobs: number;
  readonly agent?: string;
  readonly onlyFailed?: boolean;
  readonly retries: number;
  readonly wait: number;
}

/** `hybi test`: the suite against servers, or, without an address, against our own server and our own client. */
export const testCommand = (): Command =>
  withCiOptions(
    new Command("test")
      .description("run the conformance suite against WebSocket servers; without an address, against the built-in server and client")
      .argument("[urls...]", "addresses of echo servers: ws://127.0.0.1:9001")
      .addOption(casesOption())
      .addOption(excludeOption())
      .addOption(outdirOption("reports"))
      .addOption(jobsOption(defaultJobs()))
      .option("--agent <name>", "the server's name in the reports; otherwise what it calls itself")
      .addOption(waitOption())
      .addOption(profileOption())
      .addOption(timeoutScaleOption())
      .addOption(levelsOption())
      .addOption(statusCodesOption())
      .option("--only-failed", "run only what did not pass in the last report; the report keeps the rest")
      .addOption(
        new Option("--retries <n>", "play what fails again, alone, up to so many times; what then passes is listed as flaky")
          .argParser(wholeNumber(0, 100))
          .default(0),
      ),
  ).action(test);

async function test(urls: readonly string[], options: TestOptions): Promise<void> {
  if (options.agent !== undefined && urls.length > 1) throw new UsageError("--agent names one server; with several addresses leave it out");
  const selected = selectByPatterns(options);
  await checkCiOptions(options);
  const reporter = reporterFor(options.reporter, options.levels);
  const roles = urls.length === 0 ? (["server", "client"] as const) : (["server"] as const);
  const folders = roles.map((role) => folderFor(role, options));
  await inReportFolders(folders, () =>
    interruptibly((signal) => testRoles(roles, urls, { ...options, selected, signal, reporter }, options)),
  );
}

const folderFor = (role: Role, { outdir }: RunOptions): string => join(outdir, `${role}s`);

async function testRoles(
  roles: readonly Role[],
  urls: readonly string[],
  plan: Omit<TestPlan, "reports">,
  options: TestOptions,
): Promise<void> {
  const { signal, reporter } = plan;
  const all: RoleRun[] = [];
  for (const role of roles) {
    if (signal.aborted) break;
    all.push(await testRole(role, urls, { ...plan, reports: folderFor(role, options) }, options.onlyFailed === true));
  }
  if (!signal.aborted && all.every(({ nothingFailed }) => nothingFailed)) return tellNothingFailed(options);
  const ran = all.filter(({ nothingFailed }) => !nothingFailed);
  const summary = {
    results: ran.flatMap(({ results }) => results),
    flaky: ran.flatMap(({ flaky }) => flaky),
    reports: ran.flatMap(({ index }) => index),
    pages: (result: CaseResult) => folderFor(peerOf(result).role, options),
    isInterrupted: signal.aborted,
  };
  await conclude(summary, options, reporter);
  tellMistakes(
    ran.flatMap(({ mistakes }) => mistakes),
    signal,
  );
}

/** Last, so that the servers that are there have their report. */
function tellMistakes(mistakes: readonly string[], { aborted }: AbortSignal): void {
  if (mistakes.length === 0) return;
  const mistake = new UsageError(mistakes.join("\n"));
  if (!aborted) throw mistake;
  complain(mistake);
}

type RoleRun = Awaited<ReturnType<typeof testServers>> & { readonly index: readonly string[]; readonly nothingFailed: boolean };

async function testRole(role: Role, urls: readonly string[], plan: TestPlan, onlyFailed: boolean): Promise<RoleRun> {
  const earlier = onlyFailed ? await earlierResults(plan.reports) : [];
  const selected = onlyFailed ? failedBefore(plan.selected, earlier) : plan.selected;
  if (selected.length === 0) return { results: [], flaky: [], mistakes: [], index: [], nothingFailed: true };
  const chosen = { ...plan, selected };
  const run =
    role === "client" ? await testOurClient(chosen) : urls.length === 0 ? await testOurServer(chosen) : await testServers(urls, chosen);
  const kept = keptResults(earlier, run.results);
  const index = run.results.length === 0 ? [] : [await report(plan.reports, run.results, plan.profile, kept)];
  return { ...run, index, nothingFailed: false };
}

/** Nothing to do is what one hopes for after a repair, and no failure. */
function tellNothingFailed({ reporter }: TestOptions): void {
  if (reporter === "text") console.log("Nothing failed in the last report, so there is nothing to run again.");
}
