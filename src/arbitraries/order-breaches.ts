import fc from "fast-check";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { addressed, type BreachFamily, changed, dataFrames } from "./breach.ts";

/** Frames that are legal in themselves and stand where they must not, section 5.4. */
export const orderBreaches = {
  "rfc6455/5.4/continuation-follows-start": [
    {
      name: "a continuation of nothing",
      place: "betweenMessages",
      frames: (situation) => changed(addressed(situation, dataFrames(situation)), fc.constant({ opcode: opcodes.continuation, rsv: 0 }), 0),
    },
  ],
  "rfc6455/5.4/fragments-not-interleaved": [
    {
      name: "a message inside another",
      place: "insideMessage",
      frames: (situation) => changed(addressed(situation, dataFrames({ ...situation, open: [] })), fc.constant({}), 0),
    },
  ],
} as const satisfies BreachFamily;
