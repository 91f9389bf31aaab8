import { closeCodes } from "../../spec/registries/close-codes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import type { Failure } from "./blame.ts";
import { failsWith, limitsOfOurs } from "./failure-codes.generated.ts";

/** What is wrong with something, wherever in it: the requirement that it breaks, and how. */
export interface Flaw {
  readonly requirement: RequirementId;
  /** What came, in a few words: `reserved opcode 4`. */
  readonly detail: string;
}

/** What is wrong, and with which byte. */
export interface Fault extends Flaw {
  /** Which byte decides, from 0, in what was read: a stream, a payload, the body of a frame, a head. */
  readonly position: number;
}

const codes: Partial<Readonly<Record<RequirementId, number>>> = failsWith;
const limits: ReadonlySet<RequirementId> = new Set(limitsOfOurs);

/** Section 7.4.1: the status code that a connection fails with, as the catalogue says; 1006 where it is not open yet, and no frame can be sent. */
export const closeCodeOf = (requirement: RequirementId): number => codes[requirement] ?? closeCodes.abnormal;

/** The same fault in something that this was a part of, which began so many bytes into it. */
export const movedBy = (bytes: number, { requirement, detail, position }: Fault): Fault => ({
  requirement,
  detail,
  position: position + bytes,
});

/** A fault in the stream of a peer as the reason why its connection fails. */
export const failureOf = ({ requirement, detail, position }: Fault): Failure => ({
  blame: limits.has(requirement) ? "policy" : "peer",
  requirement,
  detail,
  closeCode: closeCodeOf(requirement),
  byteOffset: position,
});
