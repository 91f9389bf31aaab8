import type { RequirementId } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";

/** What a receiver knows before a frame begins. */
export interface Expectation {
  readonly receiver: Role;
  /** Whether a message is unfinished. */
  readonly insideMessage: boolean;
}

/** What the first two bytes of a frame break, and which of the two shows it. */
export interface HeaderVerdict {
  readonly requirement: RequirementId;
  readonly byte: 0 | 1;
}

/** RFC 6455, sections 5.1 to 5.5, as a list of questions in the order of the bits; no extension is in use. */
export function judgeFirstBytes(first: number, second: number, { receiver, insideMessage }: Expectation): HeaderVerdict | undefined {
  const [fin, rsv, opcode] = [first >= 0x80, Math.floor(first / 16) % 8, first % 16];
  const [isMasked, length] = [second >= 0x80, second % 128];
  const isControl = opcode === 8 || opcode === 9 || opcode === 10;

  if (rsv > 0) return { requirement: "rfc6455/5.2/rsv-zero", byte: 0 };
  if (![0, 1, 2, 8, 9, 10].includes(opcode)) return { requirement: "rfc6455/5.2/opcode-known", byte: 0 };
  if (isControl && !fin) return { requirement: "rfc6455/5.4/control-not-fragmented", byte: 0 };
  if (opcode === 0 && !insideMessage) return { requirement: "rfc6455/5.4/continuation-follows-start", byte: 0 };
  if ((opcode === 1 || opcode === 2) && insideMessage) return { requirement: "rfc6455/5.4/fragments-not-interleaved", byte: 0 };
  if (receiver === "server" && !isMasked) return { requirement: "rfc6455/5.1/client-frames-masked", byte: 1 };
  if (receiver === "client" && isMasked) return { requirement: "rfc6455/5.1/server-frames-unmasked", byte: 1 };
  if (isControl && length > 125) return { requirement: "rfc6455/5.5/control-payload-125", byte: 1 };
  if (opcode === 8 && length === 1) return { requirement: "rfc6455/5.5.1/body-begins-with-code", byte: 1 };
  return undefined;
}
