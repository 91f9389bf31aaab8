import { type RequirementId, requirements } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import { patternOf } from "./patterns.ts";
import type { Finding, RightReaction, StreamPlace, Undecided, Upheld } from "./verdict.ts";

/** As many violations of one connection are kept; what is broken more often is known by then. */
const breachesMax = 1000;

/** What is found about one connection, by party and requirement. */
export class Ledger {
  readonly #breaches: Finding[] = [];
  readonly #reactions: RightReaction[] = [];
  readonly #upheld: Readonly<Record<Role, Map<RequirementId, number>>> = { client: new Map(), server: new Map() };
  readonly #undecided = new Map<string, Undecided>();

  breach(found: Omit<Finding, "level" | "expected" | "reading" | "pattern">): Finding {
    const { level, statement } = requirements[found.requirement];
    const breach: Finding = { ...found, level, expected: statement, reading: null, pattern: patternOf(found) };
    if (this.#breaches.length < breachesMax) this.#breaches.push(breach);
    return breach;
  }

  uphold(by: Role, requirement: RequirementId, times = 1): void {
    const own = this.#upheld[by];
    own.set(requirement, (own.get(requirement) ?? 0) + times);
  }

  react(by: Role, requirement: RequirementId, detail: string, place: StreamPlace): RightReaction {
    const reaction: RightReaction = { ...place, by, requirement, detail };
    if (this.#reactions.length < breachesMax) this.#reactions.push(reaction);
    return reaction;
  }

  /** The first reason why something is not decided is kept. */
  leave(by: Role, requirement: RequirementId, lacks: string, wouldDecide: string): void {
    const key = keyOf(by, requirement);
    if (!this.#undecided.has(key)) this.#undecided.set(key, { by, requirement, lacks, wouldDecide });
  }

  get violations(): readonly Finding[] {
    return this.#breaches;
  }

  get reactions(): readonly RightReaction[] {
    return this.#reactions;
  }

  /** What was broken is neither upheld nor undecided. */
  get conforms(): readonly Upheld[] {
    const broken = this.#broken();
    return (["client", "server"] as const).flatMap((by) =>
      [...this.#upheld[by]]
        .filter(([requirement]) => !broken.has(keyOf(by, requirement)))
        .map(([requirement, times]) => ({ by, requirement, times })),
    );
  }

  get inconclusive(): readonly Undecided[] {
    const broken = this.#broken();
    return [...this.#undecided].filter(([key]) => !broken.has(key)).map(([, undecided]) => undecided);
  }

  #broken(): ReadonlySet<string> {
    return new Set(this.#breaches.map(({ by, requirement }) => keyOf(by, requirement)));
  }
}

const keyOf = (by: Role, requirement: RequirementId): string => `${by} ${requirement}`;
