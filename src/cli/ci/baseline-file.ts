import { readFile } from "node:fs/promises";
import { writeWhole } from "../../conformance/report/files/write-whole.ts";
import { type Baseline, baselineText, parseBaseline } from "../conclusion/baseline.ts";
import { fileFault } from "../errors/file-fault.ts";
import { UsageError } from "../errors/usage-error.ts";

/** Reads a baseline. One that is not there is empty where it is going to be written, and a mistake elsewhere. */
export async function readBaseline(path: string, isUpdating: boolean): Promise<Baseline> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && isUpdating) return "{}";
    const why = `${fileFault(error)}${error.code === "ENOENT" ? "; --update-baseline makes it" : ""}`;
    throw new UsageError(`cannot read the baseline ${path}: ${why}`);
  });
  const baseline = parseBaseline(text);
  if (baseline instanceof Error) throw new UsageError(`cannot use the baseline ${path}: ${baseline.message}`);
  return baseline;
}

/** Writes a baseline. */
export async function writeBaseline(path: string, baseline: Baseline): Promise<void> {
  await writeWhole(path, baselineText(baseline)).catch((error: Error) => {
    throw new UsageError(`cannot write the baseline ${path}: ${fileFault(error)}`);
  });
}
