import fc from "fast-check";
import { type GrammarFrame, shortestLengthBits } from "../../models/frames/frame-grammar.ts";
import { maskingKeys } from "./masking-keys.ts";
import { payloads } from "./payloads.ts";

/** Frames with any header fields, legal or not, except that the length is in its shortest form. */
export const frames = (): fc.Arbitrary<GrammarFrame> =>
  fc
    .record({
      fin: fc.boolean(),
      rsv: fc.nat(7),
      opcode: fc.nat(15),
      maskingKey: fc.option(maskingKeys(), { nil: undefined }),
      payload: payloads(),
    })
    .map((frame) => ({ ...frame, lengthBits: shortestLengthBits(frame.payload.length) }));
