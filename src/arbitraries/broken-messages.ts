import fc from "fast-check";
import { type DeflateSide, firstWrong } from "../../models/deflate/compressed-messages.ts";
import { type GrammarFrame, writeFrame } from "../../models/frames/frame-grammar.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import type { BrokenFrame, SessionPlace } from "./breach.ts";
import { joined } from "./bytes.ts";
import type { SenderAgreement } from "./deflated-messages.ts";
import { maskingKeys } from "./masking-keys.ts";
import { compressedBit, cutsOf, fragmented } from "./message-plans.ts";
import { toward } from "./sessions.ts";

/** What else there is to a compressed message that is wrong. */
export interface BrokenMessageOptions {
  /** The first opcode; any unless said otherwise, but text only where the wrong thing is not the text. */
  readonly opcode?: number;
  /** What the receiver takes; more than any of these messages unless said otherwise. */
  readonly messageBytesMax?: number;
}

/** Compressed messages in fragments, control frames in between, whose payload is wrong: that is certain with the byte that decides it, or at the end. */
export const brokenMessages = (
  situation: SessionPlace,
  payloads: fc.Arbitrary<Uint8Array>,
  { opcode, messageBytesMax = 0x100_0000 }: BrokenMessageOptions = {},
): fc.Arbitrary<BrokenFrame> =>
  payloads.chain((payload) => {
    const wrongAs = (format: "text" | "binary") => firstWrong(payload, sideIn(situation), format, messageBytesMax);
    const isWrongText = wrongAs("text")?.wrong.requirement === "rfc6455/8.1/invalid-utf8-fails";
    const suitable = isWrongText ? [opcodes.binary] : [opcodes.text, opcodes.binary];
    return fc
      .tuple(
        opcode === undefined ? fc.constantFrom(...suitable) : fc.constant(opcode),
        cutsOf(payload.length),
        fc.array(maskingKeys(), { minLength: 1, maxLength: 4 }),
      )
      .map(([first, cuts, keys]) => {
        const frames = fragmented(first, payload, cuts).map((frame, i) =>
          toward(situation.role, i === 0 ? { ...frame, rsv: compressedBit } : frame, keys[i % keys.length] as Uint8Array),
        );
        return brokenAt(frames, wrongAs(first === opcodes.text ? "text" : "binary")?.at);
      });
  });

const sideIn = ({ role, direction, window }: SessionPlace): DeflateSide => {
  const { noContextTakeover, windowBits } = direction as SenderAgreement;
  return {
    sender: role === "server" ? "client" : "server",
    keepsContext: !noContextTakeover,
    windowBytes: 2 ** windowBits,
    before: window,
  };
};

/** The frames up to the one with a byte of the payload that they make up together, and that one with all others; the last byte unless given. */
function brokenAt(frames: readonly GrammarFrame[], at: number | undefined): BrokenFrame {
  let before = 0;
  for (const [i, frame] of frames.entries()) {
    if (frame.opcode >= opcodes.close) continue;
    const length = frame.payload.length;
    if (at !== undefined && at < before + length) {
      const decidedAt = writeFrame(frame).length - length + at - before;
      return { lead: frames.slice(0, i), bytes: joined(...frames.slice(i).map(writeFrame)), decidedAt };
    }
    before += length;
  }
  const bytes = writeFrame(frames.at(-1) as GrammarFrame);
  return { lead: frames.slice(0, -1), bytes, decidedAt: bytes.length - 1 };
}
