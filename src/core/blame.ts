import { citationOf } from "../../spec/requirement.ts";
import type { RequirementId } from "../../spec/requirements.ts";

/** The peer broke a requirement. */
export interface Violation {
  readonly blame: "peer";
  readonly requirement: RequirementId;
  /** What came, in a few words: `reserved opcode 4`. */
  readonly detail: string;
  /** The status code the connection fails with (section 7.4.1); 1006 during the opening handshake, where no frame can be sent. */
  readonly closeCode: number;
  /** Position of the deciding byte, counted from the first byte received on this connection. */
  readonly byteOffset: number;
}

/** The peer exceeded a limit of ours; it broke no RFC. */
export interface LimitExceeded {
  readonly blame: "policy";
  readonly requirement: RequirementId;
  /** Which limit, and what would have exceeded it. */
  readonly detail: string;
  readonly closeCode: number;
  readonly byteOffset: number;
}

/** Our caller asked for something it may not do. */
export interface Misuse {
  readonly blame: "caller";
  readonly requirement: RequirementId;
  readonly detail: string;
}

/** Our caller asked for something that the connection is past; it could not know. */
export interface TooLate {
  readonly blame: "nobody";
  /** What it would break to do it all the same. */
  readonly requirement: RequirementId;
  readonly detail: string;
}

/** Why a connection failed. */
export type Failure = Violation | LimitExceeded;

/** The failure in one line, ending with the section and the close code. */
export const describeFailure = (failure: Failure): string =>
  `${failure.detail} at byte ${failure.byteOffset} (${citationOf(failure.requirement)}; close code ${failure.closeCode})`;

/** Thrown at the public edge when the caller asked for something it may not do. */
export class MisuseError extends Error {
  override readonly name = "MisuseError";
  readonly misuse: Misuse;

  constructor(misuse: Misuse) {
    super(`${misuse.detail} (${citationOf(misuse.requirement)})`);
    this.misuse = misuse;
  }
}

/** Thrown at the public edge when the peer broke a requirement. */
export class ViolationError extends Error {
  override readonly name = "ViolationError";
  readonly violation: Violation;

  constructor(violation: Violation) {
    super(describeFailure(violation));
    this.violation = violation;
  }
}

/** Thrown at the public edge when the peer exceeded a limit of ours. */
export class LimitExceededError extends Error {
  override readonly name = "LimitExceededError";
  readonly limit: LimitExceeded;

  constructor(limit: LimitExceeded) {
    super(describeFailure(limit));
    this.limit = limit;
  }
}

/** Thrown when this library contradicts itself: always a bug of ours. */
export class ImpossibleError extends Error {
  override readonly name = "ImpossibleError";
}

/** A value that has to be there; where it is not, the reason why it has to be is broken. */
export function known<Value>(value: Value | undefined, why: string): Value {
  if (value === undefined) throw new ImpossibleError(why);
  return value;
}

/** Wraps a failure in the throwable of its class. */
export const failureError = (failure: Failure): ViolationError | LimitExceededError =>
  failure.blame === "peer" ? new ViolationError(failure) : new LimitExceededError(failure);
