import type { CaseResult } from "../conformance/case-result.ts";
import { compareCaseIds } from "../conformance/cases/all-cases.ts";
import { isStrict } from "../conformance/explain.ts";
import type { Outcome } from "../conformance/outcome.ts";

/** What has been accepted of each agent, by case. Cases that are not listed have to be strict passes. */
export type Baseline = Readonly<Record<string, Readonly<Record<string, Accepted>>>>;

/** An accepted outcome. */
export type Accepted = Pick<Outcome, "behavior" | "behaviorClose"> & Partial<Pick<Outcome, "remoteCloseCode">>;

/** An entry of a baseline and where it stands. */
export interface AcceptedCase {
  readonly agent: string;
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
  const names = namesInBaseline(results, baseline);
  const acceptedOf = ({ agent, id }: CaseResult): Accepted => baseline[names(agent)]?.[id] ?? strictPass;
  const ran = new Map(results.map((result) => [keyOf(names(result.agent), result.id), result]));
  const deviations = acceptedCases(baseline).filter(({ accepted }) => !isStrict(accepted));
  return {
    news: results.filter((result) => isWorse(result, acceptedOf(result))),
    fixed: deviations.filter(({ agent, id, accepted }) => {
      const result = ran.get(keyOf(agent, id));
      return result !== undefined && isWorse(accepted, result);
    }),
    notRun: deviations.filter(({ agent, id }) => !ran.has(keyOf(agent, id))),
  };
}

/** The baseline that accepts a run, and keeps what was accepted of cases that were not run. */
export function updatedBaseline(results: readonly CaseResult[], earlier: Baseline): Baseline {
  const names = namesInBaseline(results, earlier);
  const ran = new Set(results.map(({ agent, id }) => keyOf(names(agent), id)));
  const kept = acceptedCases(earlier).filter(({ agent, id, accepted }) => !isStrict(accepted) && !ran.has(keyOf(agent, id)));
  const now = results
    .filter((result) => !isStrict(result))
    .map((result) => ({ agent: names(result.agent), id: result.id, accepted: result }));
  const all = [...kept, ...now].sort((a, b) => (a.agent === b.agent ? compareCaseIds(a.id, b.id) : a.agent < b.agent ? -1 : 1));
  const agents = [...new Set([...all.map(({ agent }) => agent), ...results.map(({ agent }) => names(agent))])].sort();
  return Object.fromEntries(agents.map((agent) => [agent, casesOf(agent, all)]));
}

const casesOf = (agent: string, all: readonly AcceptedCase[]): Readonly<Record<string, Accepted>> =>
  Object.fromEntries(
    all
      .filter((each) => each.agent === agent)
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

/** Understands a baseline, also one in the form of an `index.json`; an `Error` says what is wrong with it. */
export function parseBaseline(text: string): Baseline | Error {
  try {
    const value: unknown = JSON.parse(text);
    return isBaseline(value) ? value : new Error("expected agents, each with cases, each with a behavior and a behaviorClose");
  } catch (error) {
    return new Error(`it is not JSON: ${(error as Error).message}`);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isBaseline = (value: unknown): value is Baseline =>
  isObject(value) && Object.values(value).every((cases) => isObject(cases) && Object.values(cases).every(isAccepted));

const isAccepted = (value: unknown): value is Accepted =>
  isObject(value) && String(value["behavior"]) in behaviorRanks && String(value["behaviorClose"]) in closeRanks;

const acceptedCases = (baseline: Baseline): readonly AcceptedCase[] =>
  Object.entries(baseline).flatMap(([agent, cases]) => Object.entries(cases).map(([id, accepted]) => ({ agent, id, accepted })));

/** Where there is one agent on either side it is the same one, although its name may hold a version. */
function namesInBaseline(results: readonly CaseResult[], baseline: Baseline): (agent: string) => string {
  const agents = new Set(results.map(({ agent }) => agent));
  const [known, another] = Object.keys(baseline);
  const isSame = agents.size === 1 && known !== undefined && another === undefined;
  return (agent) => (isSame ? known : agent);
}

const keyOf = (agent: string, id: string): string => JSON.stringify([agent, id]);
