import type { Reporter, TestModule } from "vitest/node";
import type { RequirementId } from "../../spec/requirements.ts";
import { requirementIds } from "../../spec/requirements.ts";

/** What a law that was checked leaves behind in the report of its test. */
export interface CheckedLaw {
  readonly kind: "sampled" | "exhaustive";
  readonly requires: readonly RequirementId[];
  /** How many values were tried. */
  readonly tried: number;
}

/** The notes of a test, among them those of a law. */
export interface LawMeta {
  law?: CheckedLaw;
}

/** The laws in one line: how many, how much was tried, and how many requirements they are evidence for. */
function summaryOf(laws: readonly CheckedLaw[]): string {
  const tried = laws.reduce((sum, law) => sum + law.tried, 0);
  const covered = new Set(laws.flatMap(({ requires }) => requires)).size;
  const exhaustive = laws.filter(({ kind }) => kind === "exhaustive").length;
  return `${laws.length} properties (${exhaustive} of them exhaustive), ${tried.toLocaleString("en")} values tried, ${covered} of ${requirementIds.length} requirements covered`;
}

/** Prints that line after a run. */
export class LawSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const laws = modules.flatMap((module) => [...module.children.allTests("passed")].flatMap((test) => (test.meta() as LawMeta).law ?? []));
    // biome-ignore lint/suspicious/noConsole: the numbers are meant to be read
    if (laws.length > 0) console.info(`\n ${summaryOf(laws)}\n`);
  }
}
