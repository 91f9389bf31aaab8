import * as v from "valibot";
import { compareCaseIds } from "../../conformance/case/case-ids.ts";
import { isStrict } from "../../conformance/explain/explain.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import type { Outcome } from "../../conformance/verdict/outcome.ts";
import { inShape, objectShape } from "../errors/shape.ts";
import { entryFinder, entryWithRole } from "./baseline-entries.ts";
import { grouped } from "./grouped.ts";

/** What has been accepted of each peer, by case. Cases that are not listed have to be strict passes. */
export type Baseline = Readonly<Record<string, Readonly<Record<string, Accepted>>>>;

/** An accepted outcome. */
export type Accepted = Pick<Outcome, "behavior" | "behaviorClose"> & Partial<Pick<Outcome, "remoteCloseCode">>;

/** An entry of a baseline and where it stands. */
export interface AcceptedCase {
  /** The key of the entry: the name of a peer, or of an agent in whichever role. */
  readonly entry: string;
  readonly id: string;
  readonly accepted: Accepted;
}

/** A run beside what had been accepted before it. */
export interface Comparison {
  /** Results that are worse than what is accepted. */
  readonly news: readonly CaseResult[];
  /** Accepted deviations that are better now. */
  readonly fixed: readonly AcceptedCase[];
  /** Accepted deviations of cases that were not run. */
  readonly notRun: readonly AcceptedCase[];
}

const behaviorRanks = { OK: 0, INFORMATIONAL: 0, "NON-STRICT": 1, UNIMPLEMENTED: 2, FAILED: 3 } as const;
const closeRanks = { OK: 0, INFORMATIONAL: 0, "WRONG CODE": 1, "FAILED BY CLIENT": 2, UNCLEAN: 3, FAILED: 4 } as const;

const strictPass: Accepted = { behavior: "OK", behaviorClose: "OK" };

const isWorse = (one: Accepted, other: Accepted): boolean =>
  behaviorRanks[one.behavior] > behaviorRanks[other.behavior] || closeRanks[one.behaviorClose] > closeRanks[other.behaviorClose];

/** Compares a run with a baseline. */
export function compareWithBaseline(results: readonly CaseResult[], baseline: Baseline): Comparison {
  const entryFor = entryFinder(results, Object.keys(baseline));
  const acceptedOf = (result: CaseResult): Accepted => baseline[entryFor(result)]?.[result.id] ?? strictPass;
  const ran = grouped(results, (result) => keyOf(entryFor(result), result.id));
  const deviations = acceptedCases(baseline).filter(({ accepted }) => !isStrict(accepted));
  return {
    news: results.filter((result) => result.inconclusive === null && isWorse(result, acceptedOf(result))),
    fixed: deviations.filter(({ entry, id, accepted }) =>
      ran.get(keyOf(entry, id))?.every((result) => result.inconclusive === null && isWorse(accepted, result)),
    ),
    notRun: deviations.filter(({ entry, id }) => !ran.has(keyOf(entry, id))),
  };
}

/** The baseline that accepts a run, and keeps what was accepted of cases that were not run, or have shown nothing. Entries of what ran get the role that it ran in. */
export function updatedBaseline(results: readonly CaseResult[], earlier: Baseline): Baseline {
  const entryFor = entryFinder(results, Object.keys(earlier));
  const now = results
    .filter(({ inconclusive }) => inconclusive === null)
    .map((result) => ({ entry: entryWithRole(entryFor(result), result), id: result.id, accepted: result }));
  const ran = new Set(now.map(({ entry, id }) => keyOf(entry, id)));
  const successors = grouped(results, entryFor);
  const kept = acceptedCases(earlier).flatMap(({ entry, id, accepted }) => {
    const entries = new Set(successors.get(entry)?.map((result) => entryWithRole(entry, result)) ?? [entry]);
    return [...entries].filter((each) => !ran.has(keyOf(each, id))).map((each) => ({ entry: each, id, accepted }));
  });
  const all = [...kept, ...now].filter(({ accepted }) => !isStrict(accepted)).sort((a, b) => compareCaseIds(a.id, b.id));
  const entries = [...new Set([...all, ...now].map(({ entry }) => entry))].sort();
  return Object.fromEntries(entries.map((entry) => [entry, casesOf(entry, all)]));
}

const casesOf = (entry: string, all: readonly AcceptedCase[]): Readonly<Record<string, Accepted>> =>
  Object.fromEntries(
    all
      .filter((each) => each.entry === entry)
      .map(({ id, accepted: { behavior, behaviorClose, remoteCloseCode = null } }) => [id, { behavior, behaviorClose, remoteCloseCode }]),
  );

/** A baseline as a file to review: a line a case, so that a difference reads as one line. */
export function baselineText(baseline: Baseline): string {
  const agents = Object.entries(baseline).map(([agent, cases]) => {
    const lines = Object.entries(cases).map(([id, accepted]) => `    ${JSON.stringify(id)}: ${JSON.stringify(accepted)}`);
    return `  ${JSON.stringify(agent)}: {${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}}`;
  });
  return `{\n${agents.join(",\n")}\n}\n`;
}

const oneOf = <K extends string>(ranks: Readonly<Record<K, number>>) => {
  const words = Object.keys(ranks) as K[];
  return v.picklist(words, `has to be ${words.slice(0, -1).join(", ")} or ${words.at(-1)}`);
};

const acceptedShape = v.pipe(
  objectShape,
  // A missing verdict is as wrong as another word.
  v.transform(({ behavior, behaviorClose, remoteCloseCode }) => ({ behavior, behaviorClose, remoteCloseCode })),
  v.object({
    behavior: oneOf(behaviorRanks),
    behaviorClose: oneOf(closeRanks),
    remoteCloseCode: v.nullish(v.number("has to be a number, or null")),
  }),
);

const baselineShape = v.pipe(objectShape, v.record(v.string(), v.pipe(objectShape, v.record(v.string(), acceptedShape))));

/** Understands a baseline, also one in the form of an `index.json`; an `Error` says what is wrong with it, and where. */
export function parseBaseline(text: string): Baseline | Error {
  try {
    const value: unknown = JSON.parse(text);
    const baseline = inShape(baselineShape, value, "the file");
    return baseline instanceof Error ? baseline : (value as Baseline);
  } catch (error) {
    return new Error(`it is not JSON: ${(error as Error).message}`);
  }
}

const acceptedCases = (baseline: Baseline): readonly AcceptedCase[] =>
  Object.entries(baseline).flatMap(([entry, cases]) => Object.entries(cases).map(([id, accepted]) => ({ entry, id, accepted })));

const keyOf = (entry: string, id: string): string => JSON.stringify([entry, id]);
