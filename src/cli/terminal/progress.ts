import { Presets, SingleBar } from "cli-progress";
import { counted } from "../../conformance/case/counted.ts";
import { passed } from "../../conformance/verdict/behaviour.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { styled } from "../colour/styled.ts";
import { verdictsOf } from "./verdict-words.ts";

/** Shows how a run gets on. */
export interface Progress {
  readonly step: (result: CaseResult) => void;
  readonly stop: () => void;
}

/** A bar on a terminal; elsewhere a line for each case that failed, and one now and then. */
export const startProgress = (label: string, total: number): Progress =>
  process.stdout.isTTY ? terminalBar(label, total) : plainLines(label, total);

function terminalBar(label: string, total: number): Progress {
  const format = `${label} {bar} {value}/{total} ${total === 1 ? "case" : "cases"}  {failed}`;
  const bar = new SingleBar({ format, hideCursor: true, barsize: 30, gracefulExit: false }, Presets.shades_classic);
  let failed = 0;
  const shown = () => ({ failed: failed === 0 ? "" : styled("red", `${failed} failed`) });
  bar.start(total, 0, shown());
  return {
    step: (result) => {
      if (hasFailed(result)) failed++;
      bar.increment(1, shown());
    },
    stop: () => bar.stop(),
  };
}

const hasFailed = (result: CaseResult): boolean => !passed(result) && result.inconclusive === null;

const linesPerRun = 4;

function plainLines(label: string, total: number): Progress {
  let done = 0;
  const every = Math.ceil(total / linesPerRun);
  return {
    step: (result) => {
      done++;
      if (hasFailed(result)) console.log(`${label}: ${result.id} ${verdictsOf(result)}`);
      if (done % every === 0 || done === total) console.log(`${label}: ${done} of ${counted(total, "case")}`);
    },
    stop: () => undefined,
  };
}
