import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "../../../../spec/role.ts";
import { matchesCaseId } from "../../../conformance/case/case-patterns.ts";
import type { Difference } from "./differences.ts";
import { testeesFolder } from "./paths.ts";

/** Why some cases end otherwise than expected. */
export interface Reason {
  /** Case patterns. */
  readonly cases: readonly string[];
  /** The role it explains; without one, both. */
  readonly role?: Role;
  readonly reason: string;
}

/** Why another suite judges a peer otherwise than ours; without a peer, any of them. */
export interface SuiteReason extends Reason {
  readonly peer?: string;
}

/** The reasons file. */
export interface Reasons {
  /** By peer: why it deviates from a strict endpoint. */
  readonly peers: Readonly<Record<string, readonly Reason[]>>;
  /** By suite: why its verdicts differ from ours. */
  readonly suites: Readonly<Record<string, readonly SuiteReason[]>>;
}

/** Differences that one reason explains; without a reason, those that nobody has looked at. */
export interface Explained {
  readonly reason: string | undefined;
  readonly differences: readonly Difference[];
}

/** The reason for a case: the first one whose pattern and role match. */
export function reasonFor(reasons: readonly Reason[], role: Role, id: string): string | undefined {
  const isFor = (each: Reason): boolean => (each.role ?? role) === role && each.cases.some((pattern) => matchesCaseId(pattern, id));
  return reasons.find(isFor)?.reason;
}

/** Differences by reason, in the order in which reasons are first needed; the unexplained ones come first. */
export function explained(found: readonly Difference[], reasons: readonly Reason[], role: Role): readonly Explained[] {
  const groups = new Map<string | undefined, Difference[]>([[undefined, []]]);
  for (const difference of found) {
    const reason = reasonFor(reasons, role, difference.id);
    groups.set(reason, [...(groups.get(reason) ?? []), difference]);
  }
  return [...groups].filter(([, group]) => group.length > 0).map(([reason, group]) => ({ reason, differences: group }));
}

/** The reasons as they are kept. */
export const readReasons = (): Reasons => JSON.parse(readFileSync(join(testeesFolder, "reasons.json"), "utf8")) as Reasons;
