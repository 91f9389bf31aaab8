import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Mutant } from "./mutant.ts";

const path = "docs/generated/mutation.json";

interface KeptFile {
  readonly killed: number;
  readonly timeout: number;
  readonly survived: readonly Omit<Mutant, "file" | "status">[];
}

/** How the mutants of a file ended; those that were found are only counted. */
export interface FileMutants extends KeptFile {
  readonly file: string;
}

/** What is kept of all runs so far, by file. */
export function keptMutants(): readonly FileMutants[] {
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, KeptFile>>) : {};
  return Object.entries(kept)
    .filter(([file]) => existsSync(file))
    .map(([file, mutants]) => ({ file, ...mutants }));
}

/** Keeps how mutants ended, in place of what was known of their files. */
export async function keepMutants(mutants: readonly Mutant[]): Promise<void> {
  const files = new Map(keptMutants().map(({ file, ...kept }) => [file, kept as KeptFile]));
  for (const file of new Set(mutants.map((mutant) => mutant.file))) {
    files.set(file, summaryOf(mutants.filter((mutant) => mutant.file === file)));
  }
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(path, `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`);
}

const summaryOf = (mutants: readonly Mutant[]): KeptFile => ({
  killed: mutants.filter(({ status }) => status === "killed").length,
  timeout: mutants.filter(({ status }) => status === "timeout").length,
  survived: mutants
    .filter(({ status }) => status === "survived")
    .map(({ line, mutator, original, replacement }) => ({ line, mutator, original, replacement })),
});
