import fc from "fast-check";
import { statusCodeBytes } from "../../spec/registries/lengths.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { type Breach, type BreachFamily, bare, brokenIn } from "./breach.ts";
import { closeBody, statusCodes } from "./close-bodies.ts";
import { invalidUtf8Names, unfinishedTexts, wrongTexts } from "./invalid-utf8.ts";
import { utf8Texts } from "./utf8-texts.ts";

// The longest character has four bytes, and a reason 123.
const reasonCharactersMax = 20;

const statusCode = (name: string, codes: fc.Arbitrary<number>): Breach => ({
  name: `a Close with ${name}`,
  frames: (situation) =>
    brokenIn(
      situation,
      fc.tuple(codes, utf8Texts(reasonCharactersMax)).map(([code, reason]) => [bare(opcodes.close, true, closeBody(code, reason)), 1]),
    ),
});

const reason = (name: string, reasons: fc.Arbitrary<readonly [Uint8Array, number]>): Breach => ({
  name: `a close reason with ${name}`,
  frames: (situation) =>
    brokenIn(
      situation,
      fc
        .tuple(statusCodes(), reasons)
        .map(([code, [text, wrongAt]]) => [bare(opcodes.close, true, closeBody(code, text)), statusCodeBytes + wrongAt]),
    ),
});

/** Close frames with a body that sections 5.5.1, 7.4 and 8.1 do not allow. */
export const closeBreaches = {
  "rfc6455/7.4.1/code-1005-not-sent": [statusCode("status code 1005", fc.constant(1005))],
  "rfc6455/7.4.1/code-1006-not-sent": [statusCode("status code 1006", fc.constant(1006))],
  "rfc6455/7.4.1/code-1015-not-sent": [statusCode("status code 1015", fc.constant(1015))],
  "rfc6455/7.4.2/code-in-use": [
    statusCode("a status code below 1000", fc.oneof(fc.nat(999), fc.constantFrom(0, 999))),
    statusCode("the reserved status code 1004", fc.constant(1004)),
    statusCode("a status code nobody registered", fc.oneof(fc.integer({ min: 1016, max: 2999 }), fc.constantFrom(1016, 1100, 2000, 2999))),
    statusCode("a status code above 4999", fc.oneof(fc.integer({ min: 5000, max: 0xffff }), fc.constantFrom(5000, 0xffff))),
  ],
  "rfc6455/8.1/invalid-utf8-fails": [
    ...invalidUtf8Names.map((name) => reason(name, wrongTexts(name, [], reasonCharactersMax))),
    reason(
      "an end inside a character",
      unfinishedTexts([], reasonCharactersMax).map((text) => [text, text.length - 1]),
    ),
  ],
} as const satisfies BreachFamily;
