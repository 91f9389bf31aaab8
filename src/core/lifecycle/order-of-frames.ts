import { closeCodes } from "../../../spec/registries/close-codes.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import { ImpossibleError, type Misuse, type Violation } from "../blame.ts";

/** What a frame out of order looks like, by the requirement the machine says it breaks: from the peer, and from our caller. */
const outOfOrder: Partial<Record<RequirementId, { readonly received: string; readonly asked: string }>> = {
  "rfc6455/5.4/continuation-follows-start": {
    received: "continuation frame without a message to continue",
    asked: "continuing a message that has not begun",
  },
  "rfc6455/5.4/fragments-not-interleaved": {
    received: "new message before the last fragment of the one before",
    asked: "beginning a message before the one before is finished",
  },
  "rfc6455/5.5.1/no-data-after-close": {
    received: "data frame after a Close frame",
    asked: "sending after the closing handshake has begun",
  },
  "rfc6455/6.1/open-before-sending": {
    received: "frame before the connection is open",
    asked: "sending on a connection that is not open",
  },
};

/** The violation of a peer whose frame the machine blames. */
export function violationOfOrder(requirement: RequirementId, byteOffset: number): Violation {
  return { blame: "peer", requirement, detail: wordsFor(requirement).received, closeCode: closeCodes.protocolError, byteOffset };
}

/** The misuse of a caller whose command the machine refuses. */
export const misuseOfOrder = (requirement: RequirementId): Misuse => ({
  blame: "caller",
  requirement,
  detail: wordsFor(requirement).asked,
});

function wordsFor(requirement: RequirementId): { readonly received: string; readonly asked: string } {
  const words = outOfOrder[requirement];
  if (words === undefined) throw new ImpossibleError(`the machine blames ${requirement}, which is not about order`);
  return words;
}
