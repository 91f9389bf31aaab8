import type { RequirementId } from "../../../../spec/requirements.ts";
import type { Failure } from "../../../core/blame.ts";
import type { SeenFault } from "../../../oracle/direction-watch.ts";

/** A requirement the fuzzer saw the peer break, and where. */
export interface SeenViolation {
  readonly by: "peer";
  readonly requirement: RequirementId;
  /** What came, in a few words. */
  readonly detail: string;
  /** Which frame of the peer, from 1; 0 is the opening handshake. */
  readonly frame: number;
  /** Position of the deciding byte, counted from the first byte received on this connection. */
  readonly byteOffset: number;
  /** The status code the fuzzer answered with; null where it could send no Close frame any more. */
  readonly closeCode: number | null;
}

/** A violation in the head of the opening handshake. */
export const violationOfHead = ({ requirement, detail, byteOffset }: Extract<Failure, { blame: "peer" }>): SeenViolation => ({
  by: "peer",
  requirement,
  detail,
  frame: 0,
  byteOffset,
  closeCode: null,
});

const violationsMax = 50;

/** Keeps a violation, unless the same frame broke the same requirement before; a flood is cut. */
export function keepViolation(violations: SeenViolation[], seen: SeenViolation): void {
  const isKnown = violations.some(({ requirement, frame }) => requirement === seen.requirement && frame === seen.frame);
  if (!isKnown && violations.length < violationsMax) violations.push(seen);
}

/** A fault in the frames of the peer; answered is one for which a Close frame can still be sent. */
export function violationOf({ failure, frame }: SeenFault, isAnswered: boolean): SeenViolation {
  const { requirement, detail, byteOffset, closeCode } = failure;
  return { by: "peer", requirement, detail, frame, byteOffset, closeCode: isAnswered ? closeCode : null };
}
