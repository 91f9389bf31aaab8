import fc from "fast-check";
import type { DeflateToken } from "../../models/deflate/deflate-blocks.ts";
import { writeHeader } from "../../models/frames/frame-grammar.ts";
import type { MessageLimits } from "../../models/frames/limits.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { addressed, type BreachFamily, type BrokenFrame, bare, dataFrames, isInUse, type SessionPlace } from "./breach.ts";
import { brokenMessages } from "./broken-messages.ts";
import { payloadOfBlocks } from "./deflated-messages.ts";
import { pingsAndPongs, type SentFrame } from "./message-plans.ts";
import { payloads } from "./payloads.ts";

/** Bounds that no legal session of ours comes near. */
const limits: MessageLimits = { frameBytesMax: 0x2_0000, messageBytesMax: 0x2_0000, fragmentsMax: 12 };

/** Headers that say as much as they like; a limit is judged as soon as the header is complete. */
const headers = (situation: SessionPlace, frames: fc.Arbitrary<SentFrame>, lengths: fc.Arbitrary<bigint>): fc.Arbitrary<BrokenFrame> =>
  fc.tuple(addressed(situation, frames), lengths).map(([frame, length]) => {
    const bytes = writeHeader({ ...frame, lengthBits: length < 126n ? 7 : length < 0x1_0000n ? 16 : 64 }, length);
    return { bytes, decidedAt: bytes.length - 1 };
  });

const continuations = fc.boolean().map((fin) => bare(opcodes.continuation, fin, new Uint8Array(0)));

/** A first fragment and so many more that are not the last, with control frames in between. */
const beginnings = (situation: SessionPlace, more: number, lengthMin: number) =>
  fc
    .tuple(
      addressed(
        situation,
        payloads(100).map((payload) => bare(opcodes.binary, false, payload)),
      ),
      fc.array(addressed(situation, fc.oneof(...furtherFragments)), { minLength: more, maxLength: more }),
      fc.array(addressed(situation, pingsAndPongs()), { maxLength: 3 }),
    )
    .filter(([first]) => first.payload.length >= lengthMin)
    .map(([first, others, controls]) => ({ lead: [first, ...controls, ...others], bytes: first.payload.length }));

const furtherFragments = [0, 1, 5].map((length) =>
  payloads(length).map((payload): SentFrame => bare(opcodes.continuation, false, payload)),
);

/** Messages that are more than a receiver wants to have, section 10.4; it fails the connection and blames nobody. */
export const limitBreaches = {
  "rfc6455/10.4/limits-protect": [
    {
      name: "a frame beyond the limit",
      limits,
      frames: (situation) =>
        headers(
          situation,
          dataFrames(situation),
          fc.oneof(
            fc.bigInt({ min: BigInt(limits.frameBytesMax) + 1n, max: 2n ** 32n }),
            fc.bigInt({ min: 2n ** 32n, max: 2n ** 63n - 1n }),
            fc.constant(BigInt(limits.frameBytesMax) + 1n),
          ),
        ),
    },
    {
      name: "fragments that are beyond the limit together",
      limits,
      place: "betweenMessages",
      frames: (situation) =>
        beginnings(situation, 0, 1).chain(({ lead, bytes }) =>
          headers(
            situation,
            continuations,
            fc.bigInt({ min: BigInt(limits.messageBytesMax - bytes + 1), max: BigInt(limits.frameBytesMax) }),
          ).map((broken) => ({ ...broken, lead })),
        ),
    },
    {
      name: "a compressed message that is beyond the limit when it is inflated",
      limits,
      place: "betweenMessages",
      suits: isInUse,
      frames: (situation) =>
        brokenMessages(
          situation,
          fc.tuple(fc.nat(255), fc.nat(40)).map(([literal, more]) => {
            const repetitions = Math.ceil(limits.messageBytesMax / 258) + more;
            const tokens: DeflateToken[] = [{ literal }, ...Array.from({ length: repetitions }, () => ({ length: 258, distance: 1 }))];
            return payloadOfBlocks([{ type: "fixed", final: false, tokens }]);
          }),
          limits,
        ),
    },
  ],
  "ours/limits/fragments": [
    {
      name: "more fragments than the limit",
      limits,
      place: "betweenMessages",
      frames: (situation) =>
        beginnings(situation, limits.fragmentsMax - 1, 0).chain(({ lead }) =>
          headers(
            situation,
            continuations,
            fc.nat(125).map((length) => BigInt(length)),
          ).map((broken) => ({ ...broken, lead })),
        ),
    },
  ],
} as const satisfies BreachFamily;
