import { readFile } from "node:fs/promises";
import { Stryker } from "@stryker-mutator/core";
import type { PlacedMutant, StrykerReport } from "./stryker-report.ts";
import { mutantsOf } from "./stryker-report.ts";

/** Which tests mutants are held against: those beside the code, which are quick, or the properties as well. */
export type Tests = "unit" | "properties";

const reportPath = "reports/mutation/mutation.json";

/** Holds the mutants of some places against some tests; places are files, patterns, or parts of files. */
export async function mutantsHeldAgainst(tests: Tests, places: readonly string[]): Promise<readonly PlacedMutant[]> {
  // Read by vitest.mutation.config.ts, in the processes that Stryker starts.
  process.env["HYBI_MUTATION_TESTS"] = tests;
  await new Stryker({ configFile: "stryker.config.json", mutate: [...places] }).runMutationTest();
  return mutantsOf(JSON.parse(await readFile(reportPath, "utf8")) as StrykerReport);
}
