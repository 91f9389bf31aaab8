import type { Lack } from "../../../spec/evidence-gaps.ts";
import type { Requirement } from "../../../spec/requirement.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";

/** A test or a property that stands for a requirement: its file from the root of the repository, and its title. */
export interface TestEvidence {
  readonly file: string;
  readonly title: string;
}

/** A state or a transition of the machine that names a requirement. */
export interface TransitionEvidence {
  readonly roles: readonly Role[];
  /** The path of the state: `established.incoming.hearing`. */
  readonly state: string;
  /** The letter, or letters (`send.*`), it reacts to; absent where the state itself names the requirement. */
  readonly letter?: string;
}

/** A row of a table of rules that judge what a peer sends. */
export interface RuleEvidence {
  readonly table: "header" | "request" | "response";
  readonly file: string;
}

/** Conformance cases of one file, in the order they are played. */
export interface CaseEvidence {
  readonly file: string;
  readonly ids: readonly string[];
}

/** Everything in the repository that names a requirement. */
export interface Evidence {
  readonly transitions: readonly TransitionEvidence[];
  readonly rules: readonly RuleEvidence[];
  /** Source files of the endpoint that name it when they blame, refuse or limit. */
  readonly code: readonly string[];
  /** Source files by which the fuzzer holds it against a peer in every case. */
  readonly judges: readonly string[];
  readonly properties: readonly TestEvidence[];
  readonly unitTests: readonly TestEvidence[];
  readonly cases: readonly CaseEvidence[];
}

/** A requirement with all that carries it. */
export interface TracedRequirement {
  readonly id: RequirementId;
  readonly requirement: Requirement;
  readonly evidence: Evidence;
  /** Names of the readings that touch it. */
  readonly readings: readonly string[];
  /** What it should have and lacks, and why. */
  readonly gaps: readonly { readonly lacks: Lack; readonly because: string }[];
}
