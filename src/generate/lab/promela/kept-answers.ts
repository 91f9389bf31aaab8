import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { QuestionName } from "./questions.ts";
import type { SpinAnswer } from "./spin.ts";

const path = "docs/generated/model-checking.json";

/** What both tools found within some bounds. */
export interface Comparison {
  readonly bounds: string;
  readonly search: { readonly worlds: number; readonly transitions: number; readonly depth: number; readonly seconds: number };
  readonly spin: Readonly<Record<QuestionName, Omit<SpinAnswer, "failure" | "trail">>>;
}

/** What is kept of all runs so far, by the name of the bounds. */
export interface KeptAnswers {
  readonly version: string;
  readonly comparisons: Readonly<Record<string, Comparison>>;
}

const nothing: KeptAnswers = { version: "", comparisons: {} };

export const keptAnswers = (): KeptAnswers => (existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as KeptAnswers) : nothing);

/** Keeps a comparison in place of what was known about its bounds. */
export async function keepAnswer(version: string, name: string, comparison: Comparison): Promise<void> {
  const comparisons = { ...keptAnswers().comparisons, [name]: comparison };
  await writeFile(path, `${JSON.stringify({ version, comparisons }, null, 1)}\n`);
}
