import type { RequirementId } from "../../../spec/requirements.ts";
import { type Failure, ImpossibleError, type Misuse, type TooLate } from "../blame.ts";
import { failureOf } from "../fault.ts";
import type { Effect } from "./transition-table.ts";

type Words = Partial<Record<RequirementId, string>>;

/** What a peer's frame out of order looks like, by the requirement the machine says it breaks. */
const received: Words = {
  "rfc6455/5.4/continuation-follows-start": "continuation frame without a message to continue",
  "rfc6455/5.4/fragments-not-interleaved": "new message before the last fragment of the one before",
};

/** What our caller asked for out of order, by the requirement the machine says it would break. */
const asked: Words = {
  "rfc6455/5.4/continuation-follows-start": "continuing a message that has not begun",
  "rfc6455/5.4/fragments-not-interleaved": "beginning a message before the one before is finished",
  "rfc6455/5.5.1/no-data-after-close": "sending after the closing handshake has begun",
  "rfc6455/6.1/open-before-sending": "sending on a connection that is not open",
};

/** The violation of a peer whose frame the machine blames. */
export function violationOfOrder(requirement: RequirementId, byteOffset: number): Failure {
  return failureOf({ requirement, detail: wordsFor(requirement, received), position: byteOffset });
}

/** The violation among the effects of a data frame, if the machine blames it. */
export function violationIn(effects: readonly Effect[], byteOffset: number): Failure | undefined {
  // Each data frame has an effect, and of those only `blame`, which comes first, names a requirement.
  const { requirement } = effects[0] as Effect;
  return requirement === undefined ? undefined : violationOfOrder(requirement, byteOffset);
}

/** The misuse of a caller whose command the machine refuses. */
export const misuseOfOrder = (requirement: RequirementId): Misuse => ({
  blame: "caller",
  requirement,
  detail: wordsFor(requirement, asked),
});

/** The answer to a caller whose command the machine refuses because the connection is past it. */
export const lateByOrder = (requirement: RequirementId): TooLate => ({
  blame: "nobody",
  requirement,
  detail: wordsFor(requirement, asked),
});

function wordsFor(requirement: RequirementId, words: Words): string {
  const found = words[requirement];
  if (found === undefined) throw new ImpossibleError(`the machine blames ${requirement}, which is not about order`);
  return found;
}
