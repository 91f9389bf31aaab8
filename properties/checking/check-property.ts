import fc from "fast-check";
import type { RequirementId } from "../../spec/requirements.ts";

/** What every property says about itself. */
export interface Claim {
  /** A sentence that claims: `how TCP cuts the stream never changes the outputs`. */
  readonly title: string;
  /** The requirements it is evidence for. */
  readonly requires: readonly [RequirementId, ...RequirementId[]];
}

/** A property over a space too large to exhaust. */
export interface SampledProperty<Values extends [unknown, ...unknown[]]> extends Claim {
  readonly given: { readonly [I in keyof Values]: fc.Arbitrary<Values[I]> };
  /** Is broken by returning false or by throwing. */
  readonly holds: (...values: Values) => unknown;
  /** Counterexamples of the past, and values that must always be tried. */
  readonly examples?: readonly Values[];
  /** How many random values are tried; 100 unless said otherwise. */
  readonly runs?: number;
}

/** A property over a space small enough to try every member. */
export interface ExhaustiveProperty<Member> extends Claim {
  readonly over: () => Iterable<Member>;
  /** Is broken by returning false or by throwing. */
  readonly holds: (member: Member) => unknown;
}

/** Where a property is tested, for whoever wants to see it fail again. */
export interface TestPlace {
  readonly file: string;
  readonly title: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Fixed, so that a failure is a matter of the code alone. */
const usualSeed = 6455;
const usualRuns = 100;

/** Tries random values, the same ones each time unless HYBI_SEED, HYBI_RUNS or HYBI_PATH say otherwise. Throws at the first that breaks the property; returns how many were tried. */
export function checkSampled<Values extends [unknown, ...unknown[]]>(
  property: SampledProperty<Values>,
  place: TestPlace,
  environment: Environment = process.env,
  round = 0,
): number {
  const { HYBI_SEED, HYBI_RUNS, HYBI_PATH } = environment;
  const details = fc.check(
    fc.property(...arbitrariesOf(property), (...values) => property.holds(...values) !== false),
    {
      seed: Number(HYBI_SEED ?? usualSeed) + round,
      numRuns: Number(HYBI_RUNS ?? property.runs ?? usualRuns),
      examples: property.examples === undefined ? [] : [...property.examples],
      ...(HYBI_PATH === undefined ? {} : { path: HYBI_PATH, endOnFailure: true }),
    },
  );
  if (!details.failed) return details.numRuns;
  const report = fc.defaultReportMessage(details) ?? "The property is broken.";
  const variables = `HYBI_SEED=${details.seed} HYBI_PATH=${details.counterexamplePath}${replayOfCommands(report)}`;
  const replay = `${variables} npx vitest run ${place.file} -t "${place.title}"`;
  throw new Error(`${report}\n\nTo replay: ${replay}\nOnce it is fixed, keep the counterexample among the examples of this property.`, {
    cause: details.errorInstance,
  });
}

/** Where the counterexample is a list of commands, which of them were run is part of the way to it. */
function replayOfCommands(report: string): string {
  const path = /replayPath="([^"]*)"/.exec(report)?.[1];
  return path === undefined ? "" : ` HYBI_REPLAY_PATH=${path}`;
}

// The library's own types ask for a mutable tuple.
const arbitrariesOf = <Values extends [unknown, ...unknown[]]>({ given }: SampledProperty<Values>) =>
  given as unknown as { [I in keyof Values]: fc.Arbitrary<Values[I]> };

/** Tries every member of a space, which must not be empty. Throws at the first that breaks the property; returns how many there are. */
export function checkExhaustively<Member>({ over, holds }: ExhaustiveProperty<Member>): number {
  let tried = 0;
  for (const member of over()) {
    tried++;
    const outcome = outcomeOf(() => holds(member));
    if (outcome.broken) throw new Error(`Broken by ${fc.stringify(member)}, member ${tried} of the space.`, { cause: outcome.cause });
  }
  if (tried === 0) throw new Error("The space is empty: nothing was tried.");
  return tried;
}

function outcomeOf(check: () => unknown): { readonly broken: boolean; readonly cause?: unknown } {
  try {
    return { broken: check() === false };
  } catch (cause) {
    return { broken: true, cause };
  }
}
