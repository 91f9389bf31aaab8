import fc from "fast-check";
import { writeFrame } from "../../models/frames/frame-grammar.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import type { BrokenFrame, Situation } from "./breach.ts";
import { maskingKeys } from "./masking-keys.ts";
import { compressedBit, cutsOf, fragmented } from "./message-plans.ts";
import { toward } from "./sessions.ts";

const anyOpcode = fc.constantFrom(opcodes.text, opcodes.binary);

/** Compressed messages in fragments, control frames in between, whose payload is wrong: that is certain when all of it is there. */
export const brokenMessages = (
  { role }: Situation,
  payloads: fc.Arbitrary<Uint8Array>,
  opcode: fc.Arbitrary<number> = anyOpcode,
): fc.Arbitrary<BrokenFrame> =>
  payloads.chain((payload) =>
    fc.tuple(opcode, cutsOf(payload.length), fc.array(maskingKeys(), { minLength: 1, maxLength: 4 })).map(([first, cuts, keys]) => {
      const frames = fragmented(first, payload, cuts).map((frame, i) =>
        toward(role, i === 0 ? { ...frame, rsv: compressedBit } : frame, keys[i % keys.length] as Uint8Array),
      );
      const bytes = writeFrame(frames.at(-1) as (typeof frames)[number]);
      return { lead: frames.slice(0, -1), bytes, decidedAt: bytes.length - 1 };
    }),
  );
