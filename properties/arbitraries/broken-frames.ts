import fc from "fast-check";
import { type GrammarFrame, writeFrame } from "../../models/frame-grammar.ts";
import type { MessageFrame } from "../../models/messages.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import { closeBodies } from "./close-bodies.ts";
import { maskingKeys } from "./masking-keys.ts";
import { payloads } from "./payloads.ts";
import { pingsAndPongs, type Role, toward } from "./sessions.ts";

/** Where in a session a frame is sent: to whom, and after which fragments of a message without an end. */
export interface Situation {
  readonly role: Role;
  readonly open: readonly MessageFrame[];
}

/** A frame that breaks one requirement; the byte at `decidedAt` is the first at which that is certain. */
export interface BrokenFrame {
  readonly bytes: Uint8Array;
  readonly decidedAt: number;
}

/** One way to break a frame. */
export interface Breach {
  /** Ends the sentence `a frame with …`. */
  readonly name: string;
  readonly requirement: RequirementId;
  readonly closeCode: 1002 | 1007;
  /** The receiver it takes; either unless said otherwise. */
  readonly role?: Role;
  /** What may be open; anything unless said otherwise. */
  readonly place?: "betweenMessages" | "insideMessage" | "betweenMessagesOrInsideText";
  readonly frames: (situation: Situation) => fc.Arbitrary<BrokenFrame>;
}

/** A frame reduced to what its sender cares about. */
export const bare = (opcode: number, fin: boolean, payload: Uint8Array): MessageFrame => ({ opcode, fin, payload });

/** Frames as their receiver must get them: masked or not, with the shortest length. */
export const addressed = ({ role }: Situation, frames: fc.Arbitrary<MessageFrame>): fc.Arbitrary<GrammarFrame> =>
  fc.tuple(frames, maskingKeys()).map(([frame, key]) => toward(role, frame, key));

/** Data frames in the right order. */
export const dataFrames = ({ open }: Situation, lengthMax = 300): fc.Arbitrary<MessageFrame> =>
  fc
    .tuple(
      open.length > 0 ? fc.constant(opcodes.continuation) : fc.constantFrom(opcodes.text, opcodes.binary),
      fc.boolean(),
      payloads(lengthMax),
    )
    .map(([opcode, fin, payload]) => bare(opcode, fin, payload));

/** Legal control frames. */
export const controlFrames = (): fc.Arbitrary<MessageFrame> => {
  const closes = closeBodies().map((payload) => bare(opcodes.close, true, payload));
  return fc.oneof(pingsAndPongs(), closes);
};

/** Frames whose header is legal where they stand. */
export const legalFrames = (situation: Situation): fc.Arbitrary<GrammarFrame> =>
  addressed(situation, fc.oneof({ weight: 2, arbitrary: dataFrames(situation) }, { weight: 1, arbitrary: controlFrames() }));

/** Frames with some fields changed, and where that shows. */
export const changed = (frames: fc.Arbitrary<GrammarFrame>, change: fc.Arbitrary<Partial<GrammarFrame>>, decidedAt: number) =>
  fc.tuple(frames, change).map(([frame, changes]): BrokenFrame => ({ bytes: writeFrame({ ...frame, ...changes }), decidedAt }));
