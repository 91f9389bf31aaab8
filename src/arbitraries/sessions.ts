import fc from "fast-check";
import { type GrammarFrame, shortestLengthBits, writeFrame } from "../../models/frames/frame-grammar.ts";
import type { Delivery, MessageFrame } from "../../models/frames/messages.ts";
import { isControlOpcode, opcodeName, opcodes } from "../../spec/registries/opcodes.ts";
import type { Role } from "../../spec/role.ts";
import type { DeflateParameters } from "../core/permessage-deflate/permessage-deflate.ts";
import { joined, noBytes } from "./bytes.ts";
import { closeBodies } from "./close-bodies.ts";
import { directionTo, slidWindow } from "./deflated-messages.ts";
import { maskingKeys } from "./masking-keys.ts";
import { compressedBit, framesOf, type MessagePlan, messagePlans, pingsAndPongs, plainTextPlans, type SentFrame } from "./message-plans.ts";

/** What a peer sends once the connection is open, all of it legal. */
export interface Session {
  /** Who receives it. */
  readonly role: Role;
  /** What was agreed on about compression, if it is in use. */
  readonly agreed: DeflateParameters | null;
  readonly frames: readonly GrammarFrame[];
  /** Everything that the receiver gets out of the frames, in order. */
  readonly deliveries: readonly Delivery[];
  /** Fragments at the end of `frames` that belong to a message without an end. */
  readonly open: readonly SentFrame[];
  /** What the next compressed message may refer to. */
  readonly window: Uint8Array;
}

/** Which sessions are wanted. */
export interface SessionOptions {
  readonly role?: fc.Arbitrary<Role>;
  /** What was agreed on about compression; nothing unless said otherwise. */
  readonly agreed?: fc.Arbitrary<DeflateParameters | null>;
  /** Whether there may be, or must be, a message without an end at the end; uncompressed where it has to be text. */
  readonly ends?: "anywhere" | "betweenMessages" | "insideMessage" | "insideText";
  /** Messages and control frames between them, at most. */
  readonly itemsMax?: number;
}

/** Either role. */
export const roles = (): fc.Arbitrary<Role> => fc.constantFrom("server", "client");

/** A frame on its way to a receiver: masked if that is a server, its length in the shortest form. */
export const toward = (role: Role, { fin, rsv = 0, opcode, payload }: SentFrame, key: Uint8Array): GrammarFrame => ({
  fin,
  rsv,
  opcode,
  lengthBits: shortestLengthBits(payload.length),
  maskingKey: role === "server" ? key : undefined,
  payload,
});

const closes = (): fc.Arbitrary<MessageFrame> => closeBodies().map((payload) => ({ fin: true, opcode: opcodes.close, payload }));

type Item = MessageFrame | MessagePlan;

const items = (lengthMax: number): fc.Arbitrary<Item[]> =>
  fc.array(fc.oneof<fc.WeightedArbitrary<Item>[]>({ weight: 3, arbitrary: messagePlans() }, { weight: 1, arbitrary: pingsAndPongs() }), {
    maxLength: lengthMax,
    size: "max",
  });

const unfinished = (ends: SessionOptions["ends"]): fc.Arbitrary<MessagePlan | null> => {
  if (ends === "betweenMessages") return fc.constant(null);
  if (ends === "insideText") return plainTextPlans();
  const plans = messagePlans(200, 1);
  return ends === "insideMessage" ? plans : fc.option(plans, { freq: 2 });
};

/** Legal sessions. No Close: that would be the end of them. */
export const sessions = ({
  role = roles(),
  agreed = fc.constant(null),
  ends = "anywhere",
  itemsMax = 5,
}: SessionOptions = {}): fc.Arbitrary<Session> =>
  fc
    .tuple(role, agreed, items(itemsMax), unfinished(ends), fc.array(maskingKeys(), { minLength: 1, maxLength: 8 }))
    .map(([receiver, parameters, complete, last, keys]) => sessionOf(receiver, parameters, complete, last, keys));

function sessionOf(
  role: Role,
  agreed: DeflateParameters | null,
  complete: readonly Item[],
  last: MessagePlan | null,
  keys: readonly Uint8Array[],
): Session {
  const direction = directionTo(role, agreed);
  const sent: SentFrame[] = [];
  const deliveries: Delivery[] = [];
  let window: Uint8Array = noBytes;
  for (const item of complete) {
    const frames = "fin" in item ? [item] : framesOf(item, direction, window);
    sent.push(...frames);
    deliveries.push(...controlsAmong(frames));
    if ("fin" in item) continue;
    deliveries.push({ kind: item.opcode === opcodes.text ? "text" : "binary", payload: item.payload });
    if (direction !== null && item.style !== null) window = slidWindow(window, item.payload, direction);
  }
  const beginning = last === null ? [] : framesOf(last, direction, window).slice(0, -1);
  return {
    role,
    agreed,
    frames: [...sent, ...beginning].map((frame, i) => toward(role, frame, keys[i % keys.length] as Uint8Array)),
    deliveries: [...deliveries, ...controlsAmong(beginning)],
    open: beginning.filter(({ opcode }) => !isControlOpcode(opcode)),
    window,
  };
}

/** What a receiver gets at once, whatever becomes of the message around it. */
export const controlsAmong = (frames: readonly MessageFrame[]): Delivery[] =>
  frames
    .filter(({ opcode }) => isControlOpcode(opcode))
    .map(({ opcode, payload }) => ({ kind: opcodeName(opcode) as "ping" | "pong" | "close", payload }));

/** Whether the message without an end is a compressed one. */
export const isCompressed = ({ open }: Pick<Session, "open">): boolean => open[0]?.rsv === compressedBit;

/** Legal sessions that a Close frame ends. */
export const closedSessions = (options: SessionOptions = {}): fc.Arbitrary<Session> =>
  fc.tuple(sessions(options), closes(), maskingKeys()).map(([session, close, key]) => ({
    ...session,
    frames: [...session.frames, toward(session.role, close, key)],
    deliveries: [...session.deliveries, ...controlsAmong([close])],
  }));

/** The bytes of some frames. */
export const bytesOfFrames = (frames: readonly GrammarFrame[]): Uint8Array => joined(...frames.map(writeFrame));
