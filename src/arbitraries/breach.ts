import fc from "fast-check";
import { type GrammarFrame, writeFrame } from "../../models/frames/frame-grammar.ts";
import type { MessageLimits } from "../../models/frames/limits.ts";
import type { MessageFrame } from "../../models/frames/messages.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import { closeBodies } from "./close-bodies.ts";
import type { SenderAgreement } from "./deflated-messages.ts";
import { maskingKeys } from "./masking-keys.ts";
import { compressedBit, pingsAndPongs, type SentFrame } from "./message-plans.ts";
import { payloads } from "./payloads.ts";
import { type Session, toward } from "./sessions.ts";

/** Where in a session a frame is sent: to whom, what compression has come to, and after which fragments of a message without an end. */
export interface SessionPlace extends Pick<Session, "role" | "open" | "window"> {
  /** What the sender agreed to about compression, if it is in use. */
  readonly direction: SenderAgreement | null;
}

/** A frame that breaks one requirement. */
export interface BrokenFrame {
  /** Frames before it that belong to the same break and are legal in themselves. */
  readonly lead?: readonly GrammarFrame[];
  readonly bytes: Uint8Array;
  /** Position in `bytes` of the first byte at which the break is certain. */
  readonly decidedAt: number;
}

/** One way to break a requirement. */
export interface Breach {
  /** Ends the sentence `a session with …`; no two breaches have the same. */
  readonly name: string;
  /** The receiver it takes; either unless said otherwise. */
  readonly role?: Role;
  /** What may be open; anything unless said otherwise. */
  readonly place?: "betweenMessages" | "insideMessage" | "insideText";
  /** Whether it takes compression, or takes it in a certain way; with and without it unless said otherwise. */
  readonly suits?: (direction: SenderAgreement | null) => boolean;
  /** Whether a place of this kind will do; any unless said otherwise. */
  readonly fits?: (situation: SessionPlace) => boolean;
  /** Bounds of the receiver that are exceeded; then nobody is to blame. */
  readonly limits?: MessageLimits;
  readonly frames: (situation: SessionPlace) => fc.Arbitrary<BrokenFrame>;
}

/** Breaches by the requirement that they break. */
export type BreachFamily = Partial<Readonly<Record<RequirementId, readonly Breach[]>>>;

/** Compression is in use. */
export const isInUse = (direction: SenderAgreement | null): boolean => direction !== null;

/** Compression is not in use. */
export const isNotInUse = (direction: SenderAgreement | null): boolean => direction === null;

/** A frame reduced to what its sender cares about. */
export const bare = (opcode: number, fin: boolean, payload: Uint8Array): MessageFrame => ({ opcode, fin, payload });

/** Frames as their receiver must get them: masked or not, with the shortest length. */
export const addressed = ({ role }: Pick<SessionPlace, "role">, frames: fc.Arbitrary<SentFrame>): fc.Arbitrary<GrammarFrame> =>
  fc.tuple(frames, maskingKeys()).map(([frame, key]) => toward(role, frame, key));

/** Data frames in the right order. */
export const dataFrames = ({ open, direction }: Pick<SessionPlace, "open" | "direction">, lengthMax = 300): fc.Arbitrary<SentFrame> => {
  const firsts = fc.record({
    opcode: fc.constantFrom(opcodes.text, opcodes.binary),
    rsv: direction === null ? fc.constant(0) : fc.constantFrom(0, compressedBit),
  });
  const beginnings = open.length > 0 ? fc.constant({ opcode: opcodes.continuation, rsv: 0 }) : firsts;
  return fc.tuple(beginnings, fc.boolean(), payloads(lengthMax)).map(([beginning, fin, payload]) => ({ ...beginning, fin, payload }));
};

/** Legal control frames. */
export const controlFrames = (): fc.Arbitrary<MessageFrame> => {
  const closes = closeBodies().map((payload) => bare(opcodes.close, true, payload));
  return fc.oneof(pingsAndPongs(), closes);
};

/** Frames whose header is legal where they stand. */
export const legalFrames = (situation: SessionPlace): fc.Arbitrary<GrammarFrame> =>
  addressed(
    situation,
    fc.oneof({ weight: 2, arbitrary: dataFrames(situation) }, { weight: 1, arbitrary: controlFrames() as fc.Arbitrary<SentFrame> }),
  );

/** Frames with some fields changed, and where that shows. */
export const changed = (frames: fc.Arbitrary<GrammarFrame>, change: fc.Arbitrary<Partial<GrammarFrame>>, decidedAt: number) =>
  fc.tuple(frames, change).map(([frame, changes]): BrokenFrame => ({ bytes: writeFrame({ ...frame, ...changes }), decidedAt }));

/** Frames that are wrong as they are, and where that shows. */
export const wrong = (situation: SessionPlace, frames: fc.Arbitrary<SentFrame>, decidedAt: number): fc.Arbitrary<BrokenFrame> =>
  changed(addressed(situation, frames), fc.constant({}), decidedAt);

/** A frame whose payload is decided by the byte at a position in it. */
export const brokenIn = (situation: SessionPlace, frames: fc.Arbitrary<readonly [SentFrame, number]>): fc.Arbitrary<BrokenFrame> =>
  fc.tuple(frames, maskingKeys()).map(([[frame, position], key]) => {
    const bytes = writeFrame(toward(situation.role, frame, key));
    return { bytes, decidedAt: bytes.length - frame.payload.length + position };
  });
