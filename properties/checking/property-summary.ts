import type { Reporter, TestModule } from "vitest/node";
import type { RequirementId } from "../../spec/requirements.ts";
import { requirementIds } from "../../spec/requirements.ts";

/** What a property that was checked leaves behind in the report of its test. */
export interface CheckedProperty {
  readonly kind: "sampled" | "exhaustive";
  readonly requires: readonly RequirementId[];
  /** How many values were tried. */
  readonly tried: number;
}

/** The notes of a test, among them those of a property. */
export interface PropertyMeta {
  property?: CheckedProperty;
}

/** The properties in one line: how many, how much was tried, and how many requirements they are evidence for. */
function summaryOf(properties: readonly CheckedProperty[]): string {
  const tried = properties.reduce((sum, property) => sum + property.tried, 0);
  const covered = new Set(properties.flatMap(({ requires }) => requires)).size;
  const exhaustive = properties.filter(({ kind }) => kind === "exhaustive").length;
  return `${properties.length} properties (${exhaustive} of them exhaustive), ${tried.toLocaleString("en")} values tried, ${covered} of ${requirementIds.length} requirements covered`;
}

/** Prints that line after a run. */
export class PropertySummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const properties = modules.flatMap((module) =>
      [...module.children.allTests("passed")].flatMap((test) => (test.meta() as PropertyMeta).property ?? []),
    );
    // biome-ignore lint/suspicious/noConsole: the numbers are meant to be read
    if (properties.length > 0) console.info(`\n ${summaryOf(properties)}\n`);
  }
}
