import fc from "fast-check";
import { readUtf8 } from "../../models/utf8/utf8-grammar.ts";
import { utf8Texts } from "./utf8-texts.ts";

const octetsFrom = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const tails = octetsFrom(0x80, 0xbf);
const sequence = (...octets: fc.Arbitrary<number>[]): fc.Arbitrary<readonly number[]> => fc.tuple(...octets);

/** What some characters begin with, all bytes but the last. */
const beginnings = [
  [0xc3],
  [0xdf],
  [0xe0],
  [0xe0, 0xa0],
  [0xed],
  [0xed, 0x9f],
  [0xf0],
  [0xf0, 0x9f],
  [0xf0, 0x9f, 0x98],
  [0xf4, 0x8f],
  [0xf4, 0x8f, 0xbf],
] as const;

/** RFC 3629, section 4: every way in which bytes are not UTF-8, by a name; the last byte of each sequence is the first that is wrong. */
export const invalidUtf8 = {
  "a continuation byte alone": sequence(tails),
  "two bytes for what needs one": sequence(fc.constantFrom(0xc0, 0xc1)),
  "three bytes for what needs two": sequence(fc.constant(0xe0), octetsFrom(0x80, 0x9f)),
  "four bytes for what needs three": sequence(fc.constant(0xf0), octetsFrom(0x80, 0x8f)),
  "a surrogate": sequence(fc.constant(0xed), octetsFrom(0xa0, 0xbf)),
  "a character beyond U+10FFFF": fc.oneof(sequence(fc.constant(0xf4), octetsFrom(0x90, 0xbf)), sequence(octetsFrom(0xf5, 0xf7))),
  "a byte that UTF-8 never has": sequence(octetsFrom(0xf8, 0xff)),
  "a character that is broken off": fc
    .tuple(fc.constantFrom<readonly number[]>(...beginnings), fc.oneof(octetsFrom(0x00, 0x7f), octetsFrom(0xc2, 0xff)))
    .map(([beginning, octet]) => [...beginning, octet]),
} as const satisfies Readonly<Record<string, fc.Arbitrary<readonly number[]>>>;

/** The name of a way in which bytes are not UTF-8. */
export type InvalidUtf8Name = keyof typeof invalidUtf8;

/** All of these names. */
export const invalidUtf8Names = Object.keys(invalidUtf8) as readonly InvalidUtf8Name[];

/** A text, and the position of its first wrong byte. */
export type WrongText = readonly [text: Uint8Array, wrongAt: number];

/** Texts that are wrong in one way, after bytes that are valid as far as they go, and then go on with anything. */
export const wrongTexts = (name: InvalidUtf8Name, before: readonly number[] = [], lengthMax = 24): fc.Arbitrary<WrongText> =>
  fc.tuple(utf8Texts(lengthMax), invalidUtf8[name], fc.uint8Array({ maxLength: 6 })).map(([text, wrong, after]) => {
    const legal = [...completionOf(before), ...text];
    return [Uint8Array.from([...legal, ...wrong, ...after]), legal.length + wrong.length - 1];
  });

/** Texts that are valid as far as they go, after others that are, and end inside a character. */
export const unfinishedTexts = (before: readonly number[] = [], lengthMax = 24): fc.Arbitrary<Uint8Array> => {
  const texts = fc
    .tuple(utf8Texts(lengthMax), fc.constantFrom<readonly number[]>(...beginnings))
    .map(([text, beginning]) => Uint8Array.from([...completionOf(before), ...text, ...beginning]));
  return readUtf8(before).isComplete
    ? texts
    : fc.oneof({ weight: 4, arbitrary: texts }, { weight: 1, arbitrary: fc.constant(new Uint8Array(0)) });
};

/** The fewest bytes that end the character which is open at the end of some valid bytes. */
function completionOf(bytes: readonly number[]): number[] {
  if (readUtf8(bytes).isComplete) return [];
  const next = [0x80, 0x90, 0xa0].find((octet) => readUtf8([...bytes, octet]).wrongAt < 0) as number;
  return [next, ...completionOf([...bytes, next])];
}
