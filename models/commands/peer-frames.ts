import fc from "fast-check";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { compressed, tokensOf } from "../deflate/naive-deflate.ts";
import { writeFrame } from "../frames/frame-grammar.ts";
import { hexOf, joined } from "../words.ts";
import { type Slip, slips } from "./frame-slips.ts";
import type { Life } from "./life.ts";
import { toward } from "./toward.ts";

/** What the peer means to send; which bytes that is depends on what it has sent before. */
export type Sending =
  | {
      readonly sends: "message";
      readonly format: "text" | "binary";
      readonly payload: Uint8Array;
      readonly cuts: readonly number[];
      readonly compressed: boolean;
      readonly unfinished: boolean;
    }
  | { readonly sends: "control"; readonly opcode: number; readonly payload: Uint8Array }
  | { readonly sends: "slip"; readonly slip: Slip };

/** The bytes of what the peer means to send. */
export function bytesOfSending(sending: Sending, life: Life): Uint8Array {
  const { role } = life.endpoint;
  const write = (fin: boolean, rsv: number, opcode: number, payload: Uint8Array): Uint8Array =>
    writeFrame(toward(role, { fin, rsv, opcode, payload }));
  if (sending.sends === "slip") return sending.slip.bytes(life);
  if (sending.sends === "control") return write(true, 0, sending.opcode, sending.payload);
  const frames: Uint8Array[] = [];
  // Only a whole message can be compressed here; a fragment of one that was begun before goes on as that one did.
  const isCompressed = sending.compressed && life.peerContext !== undefined && life.peerMessage === undefined && !sending.unfinished;
  const payload = isCompressed ? compress(sending.payload, life) : sending.payload;
  const pieces = piecesOf(payload, sending.cuts);
  pieces.forEach((piece, i) => {
    const isLast = i === pieces.length - 1 && !sending.unfinished;
    const opcode = life.peerMessage === undefined ? opcodes[sending.format] : opcodes.continuation;
    frames.push(write(isLast, isCompressed && i === 0 ? 4 : 0, opcode, piece));
    life.peerMessage = isLast ? undefined : (life.peerMessage ?? sending.format);
  });
  return joined(...frames);
}

function compress(message: Uint8Array, life: Life): Uint8Array {
  const { before, windowBytes, keepsContext } = life.peerContext as NonNullable<Life["peerContext"]>;
  if (keepsContext)
    life.peerContext = { ...(life.peerContext as NonNullable<Life["peerContext"]>), before: joined(before, message).slice(-windowBytes) };
  return compressed(tokensOf(message, before, windowBytes));
}

function piecesOf(payload: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((at) => at % (payload.length + 1)).sort((one, other) => one - other), payload.length];
  return places.slice(1).map((end, i) => payload.slice(places[i], end));
}

/** A sending in a few words. */
export function nameOfSending(sending: Sending): string {
  if (sending.sends === "slip") return sending.slip.name;
  if (sending.sends === "control") return `opcode ${sending.opcode} ${hexOf(sending.payload)}`;
  const how = `${sending.compressed ? " compressed" : ""}${sending.unfinished ? " unfinished" : ""}`;
  return `${sending.format} ${hexOf(sending.payload)} in ${sending.cuts.length + 1}${how}`;
}

const encoder = new TextEncoder();
const texts = fc.string({ unit: "grapheme", maxLength: 10 }).map((text) => encoder.encode(text));

const messages: fc.Arbitrary<Sending> = fc.record({
  sends: fc.constant("message" as const),
  format: fc.constantFrom("text" as const, "binary" as const),
  payload: fc.oneof(
    { weight: 5, arbitrary: texts },
    { weight: 1, arbitrary: fc.nat(260).map((length) => new Uint8Array(length).fill(0x61)) },
  ),
  cuts: fc.array(fc.nat(40), { maxLength: 3 }),
  compressed: fc.boolean(),
  unfinished: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const pingsAndPongs: fc.Arbitrary<Sending> = fc.record({
  sends: fc.constant("control" as const),
  opcode: fc.constantFrom(opcodes.ping, opcodes.pong),
  payload: fc.oneof(fc.uint8Array({ maxLength: 6 }), fc.constant(new Uint8Array(125))),
});

const closes: fc.Arbitrary<Sending> = fc.record({
  sends: fc.constant("control" as const),
  opcode: fc.constant(opcodes.close),
  payload: fc.oneof(
    fc.constant(new Uint8Array(0)),
    fc
      .tuple(fc.constantFrom(1000, 1001, 1012, 3000, 4999), texts)
      .map(([code, reason]) => joined(Uint8Array.of(code >> 8, code % 256), reason)),
  ),
});

/** Mostly legal. */
export const sendings = (): fc.Arbitrary<Sending> =>
  fc.oneof(
    { weight: 24, arbitrary: messages },
    { weight: 8, arbitrary: pingsAndPongs },
    { weight: 1, arbitrary: closes },
    { weight: 1, arbitrary: slips().map((slip) => ({ sends: "slip" as const, slip })) },
  );
