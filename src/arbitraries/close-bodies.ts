import fc from "fast-check";
import { utf8Texts } from "./utf8-texts.ts";

const codes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999];

/** The body of a Close frame: a status code and a reason that may not be legal. */
export const closeBody = (code: number, reason: Uint8Array): Uint8Array => Uint8Array.from([code >> 8, code & 0xff, ...reason]);

/** Status codes that may be sent. */
export const statusCodes = (): fc.Arbitrary<number> => fc.oneof(fc.constantFrom(...codes), fc.integer({ min: 3000, max: 4999 }));

/** Legal bodies of Close frames, the empty one included. */
export const closeBodies = (): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(new Uint8Array(0)) },
    { weight: 3, arbitrary: fc.tuple(statusCodes(), utf8Texts(30)).map(([code, reason]) => closeBody(code, reason)) },
  );
