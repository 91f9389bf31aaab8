import { readFileSync } from "node:fs";
import type { Mutant } from "./mutant.ts";

/** Why some mutants of a file cannot be found. */
export interface SurvivalReason {
  readonly file: string;
  /** Parts of the original text; without any, all survivors of the file are meant. */
  readonly originals?: readonly string[];
  readonly reason: string;
}

/** The reason for a survivor, if somebody has found one. */
export const reasonFor = (reasons: readonly SurvivalReason[], { file, original }: Pick<Mutant, "file" | "original">): string | undefined =>
  reasons.find((each) => each.file === file && (each.originals?.some((part) => original.includes(part)) ?? true))?.reason;

/** The reasons as they are kept, beside this file. */
export const readSurvivalReasons = (): readonly SurvivalReason[] =>
  JSON.parse(readFileSync("src/generate/lab/mutation/survival-reasons.json", "utf8")) as readonly SurvivalReason[];
