import { citingTests } from "./citing-tests.ts";
import { traceability } from "./traceability.ts";
import { traceabilityPage } from "./traceability-page.ts";
import type { TracedRequirement } from "./traced-requirement.ts";

/** The evidence of every requirement, to read and for programs: paths from the root, and texts. */
export async function traceabilityFiles(): Promise<ReadonlyMap<string, string>> {
  const traced = await traceability();
  return new Map([
    ["docs/generated/traceability.md", traceabilityPage(traced, citingTests())],
    ["docs/generated/traceability.json", jsonText(traced)],
  ]);
}

/** One requirement in each line, so that a difference is about the requirements that changed. */
const jsonText = (traced: readonly TracedRequirement[]): string =>
  `[\n${traced.map(({ requirement, ...rest }) => JSON.stringify({ ...rest, requirement })).join(",\n")}\n]\n`;
