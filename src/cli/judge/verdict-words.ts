import { citationOf } from "../../../spec/requirement.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import { counted } from "../../conformance/case/counted.ts";
import type { ConnectionVerdict, Finding, Undecided } from "../../oracle/verdict.ts";

const roles: readonly Role[] = ["client", "server"];

/** One line: who broke what, or that nobody did. */
export function headline({ violations, inconclusive, frames }: ConnectionVerdict): string {
  if (violations.length === 0) {
    const seen = `${counted(frames.client + frames.server, "frame")} seen`;
    return inconclusive.length === 0
      ? `Nobody broke a rule (${seen}).`
      : `Nobody is seen to break a rule (${seen}); not everything is decided.`;
  }
  const parts = roles.flatMap((role) => {
    const own = violations.filter(({ by }) => by === role);
    const [first] = own;
    return first === undefined ? [] : [`The ${role} broke ${citationOf(first.requirement)}: ${first.detail}${more(own.length - 1)}.`];
  });
  return parts.join(" ");
}

const more = (count: number): string => (count === 0 ? "" : `, and ${count} more`);

/** Where a breach stands, for a person with the recording. */
export function placeText({ by, frame, byteOffset, time }: Finding): string {
  const parts = [
    ...(frame === null ? [] : [`frame ${frame} of the ${by}`]),
    ...(byteOffset === null ? [] : [`byte ${byteOffset} of what the ${by} sent`]),
    ...(time === null ? [] : [`${time.toFixed(1)} ms`]),
  ];
  return parts.length === 0 ? "nothing was sent" : parts.join(", ");
}

/** What is not decided for the same reason. */
export interface UndecidedGroup {
  readonly lacks: string;
  readonly wouldDecide: string;
  readonly of: readonly { readonly by: Role; readonly requirement: RequirementId }[];
}

/** What is not decided, by what the recording lacks. */
export function undecidedGroups(inconclusive: readonly Undecided[]): UndecidedGroup[] {
  const groups = new Map<string, UndecidedGroup & { of: { by: Role; requirement: RequirementId }[] }>();
  for (const { by, requirement, lacks, wouldDecide } of inconclusive) {
    const group = groups.get(`${lacks}\n${wouldDecide}`) ?? { lacks, wouldDecide, of: [] };
    group.of.push({ by, requirement });
    groups.set(`${lacks}\n${wouldDecide}`, group);
  }
  return [...groups.values()];
}
