import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Role } from "../../../../spec/role.ts";
import { compareCaseIds } from "../../../conformance/case/case-ids.ts";
import type { Profile } from "../../../conformance/case/profile.ts";
import { suite } from "../../../conformance/case/suite-name.ts";
import type { Outcomes } from "../../../conformance/verdict/outcome.ts";
import { outcomesText } from "../../evidence/outcomes-text.ts";
import { resultsFolder } from "./paths.ts";

/** What lasts of a run: who was tested in which role, by which suite, and how the cases ended. */
export interface PeerResults {
  readonly peer: string;
  /** The version of the peer's library; empty for our own endpoints. */
  readonly version: string;
  readonly role: Role;
  /** The suite that judged, with its version if it is not ours. */
  readonly suite: string;
  /** How much of each case was played. */
  readonly profile: Profile;
  readonly outcomes: Outcomes;
}

/** Whether our suite judged. */
export const isByUs = (results: Pick<PeerResults, "suite">): boolean => results.suite === suite.name;

/** The name of a result file; those of another suite say so. */
export function resultsFileName({ peer, role, suite: judge }: Pick<PeerResults, "peer" | "role" | "suite">): string {
  return isByUs({ suite: judge }) ? `${peer}-${role}.json` : `${peer}-${role}.${judge.split(" ")[0]}.json`;
}

/** A result file: a line a case. */
export function resultsText({ outcomes, ...head }: PeerResults): string {
  const lines = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
  return `{\n${lines.join("")}  "outcomes": ${outcomesText(outcomes).trimEnd().replaceAll("\n", "\n  ")}\n}\n`;
}

/** Earlier results with the cases that were run again replaced; those of another version no longer count. */
export function updatedResults(earlier: PeerResults | undefined, later: PeerResults): PeerResults {
  if (earlier === undefined || earlier.version !== later.version || earlier.suite !== later.suite || earlier.profile !== later.profile)
    return later;
  const all = Object.entries({ ...earlier.outcomes, ...later.outcomes });
  return { ...later, outcomes: Object.fromEntries(all.sort(([a], [b]) => compareCaseIds(a, b))) };
}

/** Writes results into their file, beside those of cases that were not run this time, and returns its path. */
export async function keepResults(results: PeerResults): Promise<string> {
  await mkdir(resultsFolder, { recursive: true });
  const path = join(resultsFolder, resultsFileName(results));
  const earlier = existsSync(path) ? readResults(path) : undefined;
  await writeFile(path, resultsText(updatedResults(earlier, results)));
  return path;
}

/** All results that are kept. */
export function allResults(): readonly PeerResults[] {
  const names = existsSync(resultsFolder) ? readdirSync(resultsFolder).filter((name) => name.endsWith(".json")) : [];
  return names.sort().map((name) => readResults(join(resultsFolder, name)));
}

const readResults = (path: string): PeerResults => JSON.parse(readFileSync(path, "utf8")) as PeerResults;
