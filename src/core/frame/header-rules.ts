import { controlPayloadMax, shortLengthMax } from "../../../spec/registries/lengths.ts";
import { isControlOpcode, opcodeName, opcodes } from "../../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { FrameHeader } from "./frame-header.ts";

/** What a receiver holds a header against. */
export interface HeaderPolicy {
  /** Whether the peer has to mask: it does when it is the client. */
  readonly expectMasked: boolean;
  /** Reserved bits that an extension in use gives a meaning to. */
  readonly rsvInUse: number;
}

/** RFC 7692, section 6: the reserved bit of a compressed message. */
export const rsv1 = 4;

/** One thing a header can get wrong. */
export interface HeaderRule {
  readonly requirement: RequirementId;
  /** How many bytes of the header decide it: 1, 2, 3 (the first byte of a longer length), or as many of a longer length as show it to be too short. */
  readonly decidedBy: 1 | 2 | 3 | "length";
  readonly brokenBy: (header: FrameHeader, policy: HeaderPolicy) => boolean;
  readonly detail: (header: FrameHeader) => string;
}

/** Sections 5.1 to 5.5, one row per requirement, in the order of the bytes that decide them. */
export const headerRules: readonly HeaderRule[] = [
  {
    requirement: "rfc6455/5.2/rsv-zero",
    decidedBy: 1,
    brokenBy: ({ rsv }, { rsvInUse }) => (rsv & ~rsvInUse) !== 0,
    detail: ({ rsv }) => `reserved bits ${rsvNames(rsv)} set without an extension that uses them`,
  },
  {
    requirement: "rfc7692/6.1/rsv1-on-first-frames-only",
    decidedBy: 1,
    brokenBy: ({ rsv, opcode }, { rsvInUse }) =>
      (rsv & rsvInUse & rsv1) !== 0 && (isControlOpcode(opcode) || opcode === opcodes.continuation),
    detail: () => "RSV1 on a frame that does not begin a message",
  },
  {
    requirement: "rfc6455/5.2/opcode-known",
    decidedBy: 1,
    brokenBy: ({ opcode }) => opcodeName(opcode) === undefined,
    detail: ({ opcode }) => `reserved opcode ${opcode}`,
  },
  {
    requirement: "rfc6455/5.4/control-not-fragmented",
    decidedBy: 1,
    brokenBy: ({ opcode, fin }) => isControlOpcode(opcode) && !fin,
    detail: ({ opcode }) => `${frameName(opcode)} frame without FIN`,
  },
  {
    requirement: "rfc6455/5.1/client-frames-masked",
    decidedBy: 2,
    brokenBy: ({ masked }, { expectMasked }) => expectMasked && !masked,
    detail: () => "unmasked frame from a client",
  },
  {
    requirement: "rfc6455/5.1/server-frames-unmasked",
    decidedBy: 2,
    brokenBy: ({ masked }, { expectMasked }) => !expectMasked && masked,
    detail: () => "masked frame from a server",
  },
  {
    requirement: "rfc6455/5.5/control-payload-125",
    decidedBy: 2,
    brokenBy: ({ opcode, lengthBytes }) => isControlOpcode(opcode) && lengthBytes > 0,
    detail: ({ opcode }) => `${frameName(opcode)} frame with more than ${controlPayloadMax} bytes of payload`,
  },
  {
    requirement: "rfc6455/5.5.1/body-begins-with-code",
    decidedBy: 2,
    brokenBy: ({ opcode, lengthBytes, payloadLength }) => opcode === opcodes.close && lengthBytes === 0 && payloadLength === 1,
    detail: () => "Close frame with a body of one byte",
  },
  {
    requirement: "rfc6455/5.2/length-top-bit-zero",
    decidedBy: 3,
    brokenBy: ({ lengthTopBit }) => lengthTopBit,
    detail: () => "64-bit payload length with its top bit set",
  },
  {
    requirement: "rfc6455/5.2/length-minimal",
    decidedBy: "length",
    brokenBy: ({ lengthBytes, payloadLength }) => payloadLength < minimumFor[lengthBytes],
    detail: ({ lengthBytes }) => `payload length below ${minimumFor[lengthBytes]} written in ${8 * lengthBytes} bits`,
  },
];

const frameName = (opcode: number): string => opcodeName(opcode) ?? `opcode ${opcode}`;

/** The smallest payload length each form may state. */
const minimumFor: Readonly<Record<FrameHeader["lengthBytes"], number>> = { 0: 0, 2: shortLengthMax + 1, 8: 0x1_0000 };

/** Bytes of a 64-bit length that are all zero exactly when a 16-bit one would do. */
const longLengthTop = 6;

const rsvNames = (rsv: number): string => ["RSV1", "RSV2", "RSV3"].filter((_, i) => (rsv & (4 >> i)) !== 0).join(", ");

/** How many bytes of this header decide a rule. */
export const bytesToDecide = ({ decidedBy }: HeaderRule, { lengthBytes }: FrameHeader): number =>
  decidedBy === "length" ? 2 + Math.min(lengthBytes, longLengthTop) : decidedBy;

/** The rules a header breaks among those that bytes `after` to `available` decide, in the order of these bytes. */
export const brokenHeaderRules = (header: FrameHeader, policy: HeaderPolicy, after: number, available: number): HeaderRule[] =>
  headerRules.filter((rule) => {
    const needed = bytesToDecide(rule, header);
    return needed > after && needed <= available && rule.brokenBy(header, policy);
  });
