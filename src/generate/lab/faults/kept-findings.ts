import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Finding, Method } from "./job.ts";

const path = "docs/generated/seeded-faults.json";

/** What each method found of a fault. */
export interface FaultFindings extends Readonly<Record<Method, Finding>> {
  readonly fault: string;
  readonly kind: string;
}

/** The findings of the last run. */
export const keptFindings = (): readonly FaultFindings[] => JSON.parse(readFileSync(path, "utf8")) as readonly FaultFindings[];

/** Keeps the findings of a run. */
export const keepFindings = (findings: readonly FaultFindings[]): Promise<void> =>
  writeFile(path, `${JSON.stringify(findings, null, 1)}\n`);
