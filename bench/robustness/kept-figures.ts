import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Measure } from "./attack.ts";
import type { ServerKind } from "./server-process.ts";

const path = "docs/generated/robustness.json";

/** What an attack did to each server. */
export interface AttackFigures {
  readonly name: string;
  readonly attacked: string;
  readonly rounds: number;
  readonly measures: readonly Measure[];
  /** A figure for each measure. */
  readonly figures: Readonly<Record<ServerKind, readonly number[]>>;
}

/** What is kept of the last run. */
export interface KeptFigures {
  readonly node: string;
  readonly ws: string;
  readonly machine: string;
  readonly attacks: readonly AttackFigures[];
}

const nothing: KeptFigures = { node: "", ws: "", machine: "", attacks: [] };

export const keptFigures = (): KeptFigures => (existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as KeptFigures) : nothing);

export const keepFigures = (figures: KeptFigures): Promise<void> => writeFile(path, `${JSON.stringify(figures, null, 1)}\n`);
