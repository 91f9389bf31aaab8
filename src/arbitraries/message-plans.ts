import fc from "fast-check";
import type { MessageFrame } from "../../models/frames/messages.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { type DeflateStyle, deflated, deflateStyles, type SenderAgreement } from "./deflated-messages.ts";
import { payloads } from "./payloads.ts";
import { utf8Texts } from "./utf8-texts.ts";

/** A frame as its sender thinks of it; RSV1, which is 4, marks the first one of a compressed message. */
export interface SentFrame extends MessageFrame {
  readonly rsv?: number;
}

/** Where a payload is cut, and what is sent before it goes on. */
type Cut = readonly [end: number, controls: readonly MessageFrame[]];

/** A message, and how it is going to be sent. */
export interface MessagePlan {
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly cuts: readonly Cut[];
  /** How it is compressed where that was agreed on; `null` leaves it as it is. */
  readonly style: DeflateStyle | null;
}

/** RFC 7692, section 6: RSV1. */
export const compressedBit = 4;

/** Pings and Pongs. */
export const pingsAndPongs = (): fc.Arbitrary<MessageFrame> =>
  fc.record({ fin: fc.constant(true), opcode: fc.constantFrom(opcodes.ping, opcodes.pong), payload: payloads(125) });

/** Where fragments end, as places that a payload of any length has. */
export const cutsOf = (places: number, min = 0): fc.Arbitrary<Cut[]> =>
  fc.array(fc.tuple(fc.nat(places), fc.array(pingsAndPongs(), { maxLength: 2 })), { minLength: min, maxLength: 4 });

const texts = () => fc.record({ opcode: fc.constant(opcodes.text), payload: utf8Texts() });

/** Texts in at least two fragments, not compressed. */
export const plainTextPlans = (): fc.Arbitrary<MessagePlan> =>
  texts().chain((message) => cutsOf(message.payload.length, 1).map((cuts) => ({ ...message, style: null, cuts })));

/** Messages cut anywhere, inside characters too, with control frames in between; at least at so many places. */
export const messagePlans = (payloadBytesMax?: number, cutsMin = 0): fc.Arbitrary<MessagePlan> =>
  fc
    .tuple(
      fc.oneof(texts(), fc.record({ opcode: fc.constant(opcodes.binary), payload: payloads(payloadBytesMax) })),
      fc.option(deflateStyles(), { freq: 3 }),
    )
    .chain(([message, style]) => cutsOf(message.payload.length, cutsMin).map((cuts) => ({ ...message, style, cuts })));

/** The frames of a message; compressed if that was agreed on and planned. */
export function framesOf(
  { opcode, payload, cuts, style }: MessagePlan,
  direction: SenderAgreement | null,
  window: Uint8Array,
): SentFrame[] {
  if (direction === null || style === null) return fragmented(opcode, payload, cuts);
  const [first, ...others] = fragmented(opcode, deflated(payload, window, direction, style), cuts) as [MessageFrame, ...MessageFrame[]];
  return [{ ...first, rsv: compressedBit }, ...others];
}

/** A payload in frames that end at the cuts, or where the payload does. */
export function fragmented(opcode: number, payload: Uint8Array, cuts: readonly Cut[]): MessageFrame[] {
  const frames: MessageFrame[] = [];
  const opcodeNow = () => (frames.length === 0 ? opcode : opcodes.continuation);
  let start = 0;
  for (const [place, controls] of [...cuts].sort(([one], [other]) => one - other)) {
    const end = Math.min(place, payload.length);
    frames.push({ fin: false, opcode: opcodeNow(), payload: payload.slice(start, end) }, ...controls);
    start = end;
  }
  return [...frames, { fin: true, opcode: opcodeNow(), payload: payload.slice(start) }];
}
