import { maySendStatusCode, type StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import { readUtf8 } from "../utf8/utf8-grammar.ts";
import { extendedLengthBytes, type FramePart, isWhole, numberOf } from "./frame-part.ts";
import { judgeFirstBytes } from "./header-verdict.ts";
import type { MessageLimits } from "./limits.ts";

/** The message that is being received. */
export interface OpenMessage {
  readonly format: "text" | "binary";
  readonly isCompressed: boolean;
  readonly fragments: readonly Uint8Array[];
  readonly bytes: number;
  /** Octets of a character that is not complete yet. */
  readonly openOctets: readonly number[];
}

/** What a receiver knows before a frame. */
export interface Situation {
  readonly role: Role;
  readonly limits: MessageLimits;
  readonly statusCodes: StatusCodeProfile;
  readonly isCompressing: boolean;
  readonly message: OpenMessage | undefined;
}

/** Why a connection fails. */
export interface Wrong {
  readonly blame: "peer" | "policy";
  readonly requirement: RequirementId;
  readonly closeCode: number;
}

/** The first thing that is wrong with as much of a frame as has come, in the order of its bytes. */
export const wrongWith = (part: FramePart, situation: Situation): Wrong | undefined =>
  wrongStart(part, situation) ?? wrongLength(part) ?? excess(part, situation) ?? wrongClose(part, situation) ?? wrongText(part, situation);

const violation = (requirement: RequirementId, closeCode: 1002 | 1007): Wrong => ({ blame: "peer", requirement, closeCode });

/** Sections 5.1 to 5.5: what the first two bytes show; RFC 7692, section 6, gives the first reserved bit a meaning. */
function wrongStart({ header }: FramePart, { role, isCompressing, message }: Situation): Wrong | undefined {
  const [first, second = role === "server" ? 128 : 0] = header;
  if (first === undefined) return undefined;
  const opcode = first % 16;
  const isMarked = isCompressing && Math.floor(first / 16) % 8 === 4;
  if (isMarked && (opcode === 0 || opcode >= 8)) return violation("rfc7692/6.1/rsv1-on-first-frames-only", 1002);
  const unmarked = isMarked ? first - 64 : first;
  const verdict = judgeFirstBytes(unmarked, second, { receiver: role, insideMessage: message !== undefined });
  return verdict === undefined ? undefined : violation(verdict.requirement, 1002);
}

/** Section 5.2: the most significant bit of a length is zero, and no length is longer than it has to be. */
function wrongLength({ header }: FramePart): Wrong | undefined {
  const lengthBytes = extendedLengthBytes(header[1] ?? 0);
  if (lengthBytes === 8 && (header[2] ?? 0) >= 128) return violation("rfc6455/5.2/length-top-bit-zero", 1002);
  // The last two of eight bytes can only say a number that two bytes can say too.
  const telling = header.slice(2, lengthBytes === 8 ? 8 : 4);
  const isTooLong =
    lengthBytes === 8
      ? telling.length === 6 && numberOf(telling) === 0
      : lengthBytes === 2 && telling.length === 2 && numberOf(telling) < 126;
  return isTooLong ? violation("rfc6455/5.2/length-minimal", 1002) : undefined;
}

const opcodeOf = ({ header }: FramePart): number => (header[0] ?? 0) % 16;

/** Section 10.4, and the status codes 1009 and 1008 of section 7.4.1. */
function excess(part: FramePart, { limits, message }: Situation): Wrong | undefined {
  const { length } = part;
  if (length === undefined || opcodeOf(part) >= 8) return undefined;
  if (length > limits.frameBytesMax || (message?.bytes ?? 0) + length > limits.messageBytesMax) {
    return { blame: "policy", requirement: "rfc6455/10.4/limits-protect", closeCode: 1009 };
  }
  if ((message?.fragments.length ?? 0) + 1 > limits.fragmentsMax) {
    return { blame: "policy", requirement: "ours/limits/fragments", closeCode: 1008 };
  }
  return undefined;
}

/** Sections 5.5.1 and 7.4: a code that may be sent, and a reason in UTF-8. */
function wrongClose(part: FramePart, { statusCodes }: Situation): Wrong | undefined {
  if (opcodeOf(part) !== 8 || part.payload.length < 2) return undefined;
  const code = numberOf(part.payload.slice(0, 2));
  if (!maySendStatusCode(code, statusCodes)) return violation(requirementOfCode(code), 1002);
  const { wrongAt, isComplete } = readUtf8(part.payload.slice(2));
  return wrongAt >= 0 || (isWhole(part) && !isComplete) ? violation("rfc6455/8.1/invalid-utf8-fails", 1007) : undefined;
}

/** Section 7.4.1 names three codes that only describe; all others that may not be sent have no use. */
export function requirementOfCode(code: number): RequirementId {
  if (code === 1005) return "rfc6455/7.4.1/code-1005-not-sent";
  if (code === 1006) return "rfc6455/7.4.1/code-1006-not-sent";
  if (code === 1015) return "rfc6455/7.4.1/code-1015-not-sent";
  return "rfc6455/7.4.2/code-in-use";
}

/** Sections 5.6 and 8.1; of a compressed message only the whole can be judged. */
function wrongText(part: FramePart, { message }: Situation): Wrong | undefined {
  const opcode = opcodeOf(part);
  const isText = opcode === 1 || (opcode === 0 && message?.format === "text");
  const isCompressed = opcode === 0 ? message?.isCompressed === true : isCompressedFirst(part);
  if (!isText || isCompressed) return undefined;
  const { wrongAt, isComplete } = readUtf8(part.payload, opcode === 0 ? message?.openOctets : []);
  const isLast = isWhole(part) && (part.header[0] as number) >= 128;
  return wrongAt >= 0 || (isLast && !isComplete) ? violation("rfc6455/8.1/invalid-utf8-fails", 1007) : undefined;
}

/** RFC 7692, section 6: whether a first frame begins a compressed message. */
export const isCompressedFirst = ({ header }: FramePart): boolean => Math.floor((header[0] ?? 0) / 64) % 2 === 1;
