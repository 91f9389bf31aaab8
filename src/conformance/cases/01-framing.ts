import type { RequirementId } from "../../../spec/requirements.ts";
import type { Case } from "../case/case.ts";
import { defineCase } from "./define-case.ts";
import { binary, binaryMessage, closedByFuzzer, exactly, killAfter, repeat, send, text, textMessage } from "./steps.ts";

interface Size {
  readonly payloadLength: number;
  readonly remark: string;
  /** What this length shows that the others do not, or not all of them. */
  readonly shows?: readonly RequirementId[];
  readonly chopSize?: number;
}

const echoed = ["rfc6455/6.1/first-frame-opcode", "rfc6455/6.1/last-frame-fin"] as const;
const inOrder = ["rfc6455/5.2/length-network-order"] as const;

const sizes: readonly Size[] = [
  { payloadLength: 0, remark: "the header is all there is" },
  { payloadLength: 125, remark: "the largest length that fits the 7-bit form", shows: ["rfc6455/5.2/frame-layout"] },
  { payloadLength: 126, remark: "the smallest length that needs the 16-bit form", shows: inOrder },
  {
    payloadLength: 127,
    remark: "a length that must not be mistaken for the mark of the 64-bit form",
    shows: ["rfc6455/5.2/length-counts-payload"],
  },
  { payloadLength: 128, remark: "a length in the 16-bit form whose low byte has its top bit set", shows: inOrder },
  { payloadLength: 65535, remark: "the largest length that fits the 16-bit form", shows: inOrder },
  { payloadLength: 65536, remark: "the smallest length that needs the 64-bit form", shows: inOrder },
  { payloadLength: 65536, remark: "header and payload arrive in many reads", chopSize: 997 },
];

const kinds = {
  text: { of: text, echo: textMessage, byte: 0x2a },
  binary: { of: binary, echo: binaryMessage, byte: 0xfe },
} as const;

function requirementsOf(kind: keyof typeof kinds, { payloadLength, shows, chopSize }: Size): readonly RequirementId[] {
  if (payloadLength === 0) return ["rfc6455/5.4/receives-fragments", "rfc6455/6.2/message-type-noted", ...echoed];
  const shared = ["rfc6455/5.2/length-minimal", "rfc6455/6.2/parsed-as-frames", "rfc6455/6.2/message-type-noted"] as const;
  if (chopSize === undefined) return [...shared, "rfc6455/5.3/masking-transform", ...(shows ?? [])];
  return ["ours/core/chunking-independent", ...shared, ...(kind === "binary" ? (["rfc6455/5.6/binary-is-any-bytes"] as const) : [])];
}

function messageCases(section: string, kind: keyof typeof kinds): readonly Case[] {
  const { of, echo, byte } = kinds[kind];
  return sizes.map((size, index) => {
    const { payloadLength, remark, chopSize } = size;
    const payload = repeat(byte, payloadLength);
    const pieces = chopSize === undefined ? "" : `, written in pieces of ${chopSize} bytes,`;
    return defineCase({
      id: `${section}.${index + 1}`,
      title: `A ${kind} message of ${payloadLength} bytes${pieces} is echoed`,
      description: `Sends a ${kind} message of ${payloadLength} bytes in one frame${pieces.replace(/,$/, "")}: ${remark}.`,
      expectation: `A ${kind} message with the same bytes comes back; the fuzzer then closes with 1000 and the peer answers.`,
      requires: requirementsOf(kind, size),
      play: [send(of(payload), chopSize === undefined ? {} : { chopSize }), killAfter(payloadLength < 65535 ? 1 : 10)],
      expected: exactly(echo(payload)),
      expectedClose: closedByFuzzer,
    });
  });
}

/** Chapter 1: whole messages at the borders of the three length forms. */
export const framingCases: readonly Case[] = [...messageCases("1.1", "text"), ...messageCases("1.2", "binary")];
