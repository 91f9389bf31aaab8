import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Bounds } from "../../../../models/two-endpoints/bounds.ts";
import { runToEnd } from "../../command-line/run-program.ts";

const modelFile = "two-endpoints.pml";
const minutes = 60_000;

/** What is asked of Spin, and with which options of its own. */
export interface Question {
  readonly defines: readonly string[];
  readonly compilerOptions: readonly string[];
  readonly options: readonly string[];
}

/** What Spin answers. */
export interface SpinAnswer {
  readonly errors: number;
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
  /** What was wrong first, and the steps to it, as Spin prints them. */
  readonly failure?: string;
  readonly trail?: string;
}

/** The version of Spin; rejects when it or the C compiler that it needs is not installed. */
export async function spinVersion(): Promise<string> {
  await runToEnd({ command: "gcc", args: ["--version"] });
  const text = await runToEnd({ command: "spin", args: ["-V"] });
  return text.match(/Spin Version (\S+)/)?.[1] ?? text.trim();
}

/** Asks Spin about a model within bounds, in a folder that is gone afterwards. */
export async function askSpin(model: string, bounds: Bounds, { defines, compilerOptions, options }: Question): Promise<SpinAnswer> {
  await mkdir("reports", { recursive: true });
  const cwd = await mkdtemp("reports/spin-");
  const definitions = [...definesOf(bounds), ...defines].map((define) => `-D${define}`);
  try {
    await writeFile(join(cwd, modelFile), model);
    await runToEnd({ command: "spin", args: ["-a", ...definitions, modelFile], cwd });
    await runToEnd({ command: "gcc", args: ["-O2", ...compilerOptions, "-o", "pan", "pan.c"], cwd });
    const report = await runToEnd(
      { command: join(resolve(cwd), "pan"), args: ["-m1000000", ...options], cwd },
      { timeoutMs: 60 * minutes },
    );
    const answer = answerIn(report);
    if (answer.errors === 0) return answer;
    const trail = await runToEnd({ command: "spin", args: ["-t", "-p", "-k", `${modelFile}.trail`, ...definitions, modelFile], cwd });
    return { ...answer, failure: report.match(/^pan:\d+: (.*)$/m)?.[1] ?? "an error", trail };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** The bounds as the model's constants. */
const definesOf = (bounds: Bounds): string[] => [
  `CHANNEL=${bounds.channelCapacity}`,
  `MESSAGES=${bounds.messages}`,
  `FRAGMENTS=${bounds.fragments}`,
  `PINGS=${bounds.pings}`,
  `TROUBLES=${bounds.troubles}`,
  `LOSS=${Number(bounds.transportMayBeLost)}`,
  `TIMERS=${Number(bounds.timersExpire)}`,
  `CLIENT_TEXT=${Number(bounds.formats.client === "text")}`,
];

/** The numbers of the verifier's report; a search that was cut short is no answer. */
function answerIn(report: string): SpinAnswer {
  const numberIn = (pattern: RegExp): number => {
    const found = report.match(pattern)?.[1];
    if (found === undefined) throw new Error(`Spin's report has nothing like ${pattern}:\n${report}`);
    return Number(found);
  };
  const errors = numberIn(/errors: (\d+)/);
  if (errors === 0 && /max search depth too small|Search not completed/.test(report)) throw new Error(`Spin gave up:\n${report}`);
  return {
    errors,
    states: numberIn(/(\d+) states, stored/),
    transitions: numberIn(/(\d+) transitions/),
    seconds: Number(report.match(/elapsed time (\S+) seconds/)?.[1] ?? 0),
  };
}
