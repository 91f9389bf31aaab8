import { Command } from "commander";
import pc from "picocolors";
import { type FuzzingServer, startFuzzingServer } from "../../conformance/fuzzing-server.ts";
import { selectByPatterns } from "../case-selection.ts";
import { exitCodeOf } from "../exit-codes.ts";
import { abortOnInterrupt } from "../interruption.ts";
import { casesOption, excludeOption, hostOption, outdirOption, portOption, type RunOptions, timeoutScaleOption } from "../options.ts";
import { report } from "../report.ts";
import { printSummary } from "../summary.ts";
import { UsageError } from "../usage-error.ts";

interface ServeOptions extends RunOptions {
  readonly port: number;
  readonly host: string;
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
    .addOption(timeoutScaleOption())
    .action(serve);

async function serve({ port, host, cases, exclude, outdir, timeoutScale }: ServeOptions): Promise<void> {
  const { cases: selected, unmatched } = selectByPatterns(cases, exclude);
  for (const pattern of unmatched) console.error(pc.yellow(`Warning: the pattern ${pattern} matches no case.`));
  const signal = abortOnInterrupt();
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal.addEventListener("abort", stop);
  const server: FuzzingServer = await startFuzzingServer({
    port,
    host,
    cases: selected,
    timeoutScale,
    onResult: ({ agent, id, behavior, behaviorClose }) => console.log(`${agent}: ${id} ${behavior}, close ${behaviorClose}`),
    onUpdateReports: async (agent) => printAgent(server, agent, await report(outdir, server.results())),
    onStop: stop,
  }).catch((error: Error) => {
    throw new UsageError(`${error.message}; choose another with --port`);
  });
  console.log(`Fuzzing server with ${selected.length} cases at ${pc.bold(server.url)}; stop it with Ctrl-C.`);
  await stopped;
  const results = server.results();
  await server.close();
  if (results.length > 0) console.log(`\nReport: ${await report(outdir, results)}`);
  else console.error("No case was run.");
  process.exitCode = exitCodeOf(results);
}

function printAgent(server: FuzzingServer, agent: string, indexHtml: string): void {
  const results = server.results().filter((result) => result.agent === agent);
  if (results.length > 0) printSummary(`${agent} as a client`, results, results.reduce((sum, { duration }) => sum + duration, 0) / 1000);
  console.log(`\nReport: ${indexHtml}`);
}
