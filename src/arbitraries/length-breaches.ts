import fc from "fast-check";
import { type GrammarFrame, writeHeader } from "../../models/frames/frame-grammar.ts";
import { addressed, type Breach, type BreachFamily, changed, dataFrames } from "./breach.ts";

/** A length in a form that is too long; the byte at `decidedAt` is the first that shows it. */
const longForm = (name: string, lengthBytesMax: number, lengthBits: GrammarFrame["lengthBits"], decidedAt: number): Breach => ({
  name,
  frames: (situation) => changed(addressed(situation, dataFrames(situation, lengthBytesMax)), fc.constant({ lengthBits }), decidedAt),
});

/** What a payload length can get wrong, section 5.2. */
export const lengthBreaches = {
  "rfc6455/5.2/length-top-bit-zero": [
    {
      name: "the top bit of a 64-bit length",
      frames: (situation) =>
        fc
          .tuple(addressed(situation, dataFrames(situation)), fc.bigInt({ min: 2n ** 63n, max: 2n ** 64n - 1n }))
          .map(([frame, length]) => ({ bytes: writeHeader({ ...frame, lengthBits: 64 }, length), decidedAt: 2 })),
    },
  ],
  "rfc6455/5.2/length-minimal": [
    longForm("up to 125 bytes and a 16-bit length", 125, 16, 3),
    // Six zero bytes of a 64-bit length settle it; the last two do not matter.
    longForm("up to 125 bytes and a 64-bit length", 125, 64, 7),
    longForm("up to 65535 bytes and a 64-bit length", 0xffff, 64, 7),
  ],
} as const satisfies BreachFamily;
