import fc from "fast-check";
import { type GrammarFrame, shortestLengthBits, writeFrame } from "../../models/frame-grammar.ts";
import type { MessageFrame } from "../../models/messages.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { closeBodies } from "./close-bodies.ts";
import { maskingKeys } from "./masking-keys.ts";
import { payloads } from "./payloads.ts";
import { utf8Texts } from "./utf8-texts.ts";

/** Who receives. */
export type Role = "client" | "server";

/** What a peer sends once the connection is open, all of it legal. */
export interface Session {
  readonly role: Role;
  readonly frames: readonly GrammarFrame[];
  /** Fragments at the end of `frames` that belong to a message without an end. */
  readonly open: readonly MessageFrame[];
}

/** Either role. */
export const roles = (): fc.Arbitrary<Role> => fc.constantFrom("server", "client");

/** A frame on its way to a receiver: masked if that is a server, its length in the shortest form. */
export const toward = (role: Role, { fin, opcode, payload }: MessageFrame, key: Uint8Array): GrammarFrame => ({
  fin,
  rsv: 0,
  opcode,
  lengthBits: shortestLengthBits(payload.length),
  maskingKey: role === "server" ? key : undefined,
  payload,
});

/** Pings and Pongs. */
export const pingsAndPongs = (): fc.Arbitrary<MessageFrame> =>
  fc.record({ fin: fc.constant(true), opcode: fc.constantFrom(opcodes.ping, opcodes.pong), payload: payloads(125) });

const closes = (): fc.Arbitrary<MessageFrame> => closeBodies().map((payload) => ({ fin: true, opcode: opcodes.close, payload }));

/** The frames of one message, cut anywhere, inside characters too, with control frames in between. */
const messages = (payloadBytesMax?: number): fc.Arbitrary<MessageFrame[]> =>
  fc
    .oneof(
      fc.record({ opcode: fc.constant(opcodes.text), payload: utf8Texts() }),
      fc.record({ opcode: fc.constant(opcodes.binary), payload: payloads(payloadBytesMax) }),
    )
    .chain(({ opcode, payload }) =>
      fc
        .array(fc.tuple(fc.nat(payload.length), fc.array(pingsAndPongs(), { maxLength: 2 })), { maxLength: 4 })
        .map((cuts) => fragment(opcode, payload, cuts)),
    );

function fragment(opcode: number, payload: Uint8Array, cuts: readonly (readonly [number, readonly MessageFrame[]])[]): MessageFrame[] {
  const places = [...cuts].sort(([one], [other]) => one - other);
  const frames: MessageFrame[] = [];
  let start = 0;
  for (const [end, controls] of places) {
    frames.push({
      fin: false,
      opcode: frames.length === 0 ? opcode : opcodes.continuation,
      payload: payload.slice(start, end),
    });
    frames.push(...controls);
    start = end;
  }
  return [...frames, { fin: true, opcode: frames.length === 0 ? opcode : opcodes.continuation, payload: payload.slice(start) }];
}

/** Fragments of a message that has no end yet; text may stop inside a character. */
const openMessages = (): fc.Arbitrary<MessageFrame[]> =>
  messages(200)
    .filter((frames) => frames.length > 1)
    .map((frames) => frames.slice(0, -1));

/** Legal sessions; whether there may be, or must be, a message without an end. No Close: that would be the end of them. */
export const sessions = (ends: "anywhere" | "betweenMessages" | "insideMessage" = "anywhere", role = roles()): fc.Arbitrary<Session> => {
  const open =
    ends === "betweenMessages" ? fc.constant([]) : ends === "insideMessage" ? openMessages() : fc.oneof(fc.constant([]), openMessages());
  const items = fc.array(
    fc.oneof({ weight: 3, arbitrary: messages() }, { weight: 1, arbitrary: pingsAndPongs().map((frame) => [frame]) }),
    {
      maxLength: 5,
    },
  );
  return fc.tuple(role, items, open, fc.array(maskingKeys(), { minLength: 1, maxLength: 8 })).map(([receiver, complete, last, keys]) => ({
    role: receiver,
    frames: [...complete.flat(), ...last].map((frame, i) => toward(receiver, frame, keys[i % keys.length] as Uint8Array)),
    open: last.filter(({ opcode }) => opcode < 8),
  }));
};

/** Legal sessions that a Close frame ends. */
export const closedSessions = (role = roles()): fc.Arbitrary<Session> =>
  fc.tuple(sessions("anywhere", role), closes(), maskingKeys()).map(([session, close, key]) => ({
    ...session,
    frames: [...session.frames, toward(session.role, close, key)],
  }));

/** The bytes of some frames. */
export const bytesOfFrames = (frames: readonly GrammarFrame[]): Uint8Array =>
  Uint8Array.from(frames.flatMap((frame) => [...writeFrame(frame)]));
