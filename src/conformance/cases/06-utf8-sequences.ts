import type { Case } from "../case/case.ts";
import { counted } from "../case/counted.ts";
import { defineCase } from "./define-case.ts";
import { greekWord } from "./sample-texts.ts";
import { ascii, closedByFuzzer, exactly, failedOnlyByPeer, hex, joined, killAfter, nothing, sendText, textMessage } from "./steps.ts";
import { codePointName, largestIn, spelled, spread } from "./utf8-sequences.ts";

interface Sequence {
  /** The subject of the title. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly valid: boolean;
}

const valid = (name: string, bytes: Uint8Array): Sequence => ({ name, bytes, valid: true });
const invalid = (name: string, bytes: Uint8Array): Sequence => ({ name, bytes, valid: false });

const countWords = ["one", "two", "three", "four", "five", "six"] as const;
const inBytes = (count: number): string => `${countWords[count - 1]} bytes`;

function caseOf(section: string, remark: string, { name, bytes, valid }: Sequence, index: number): Case {
  const shared = {
    id: `${section}.${index + 1}`,
    title: `${name} ${valid ? "is echoed" : "fails the connection"}`,
    description: `Sends the ${bytes.length === 1 ? "byte" : "bytes"} ${spelled(bytes)} as a text message in one frame: ${remark}.`,
    play: [sendText(bytes), killAfter(0.5)],
  };
  return valid
    ? defineCase({
        ...shared,
        expectation: "The same bytes come back as a text message; the fuzzer then closes with 1000.",
        requires: ["rfc6455/5.6/text-is-utf8"],
        expected: exactly(textMessage(bytes)),
        expectedClose: closedByFuzzer,
      })
    : defineCase({
        ...shared,
        expectation: "The peer fails the connection with 1007 or by dropping it, and echoes nothing.",
        requires: ["rfc6455/8.1/invalid-utf8-fails", "rfc6455/5.6/text-is-utf8", "rfc6455/7.1.7/fail-closes"],
        expected: nothing,
        expectedClose: failedOnlyByPeer(1007),
      });
}

const section = (id: string, remark: string, sequences: readonly Sequence[]): readonly Case[] =>
  sequences.map((sequence, index) => caseOf(id, remark, sequence, index));

const around = (middle: Uint8Array): Uint8Array => joined(ascii("hello"), middle, ascii("world"));

// The Greek word has a character boundary after each of these bytes.
const wholeCharacters: ReadonlySet<number> = new Set([2, 5, 7, 9, 11]);

const prefixes = Array.from(greekWord, (_, index): Sequence => {
  const length = index + 1;
  const prefix = greekWord.subarray(0, length);
  return wholeCharacters.has(length)
    ? valid(`A Greek word cut after ${counted(length, "byte")}, at the end of a character,`, prefix)
    : invalid(`A Greek word cut after ${counted(length, "byte")}, inside a character,`, prefix);
});

const strayContinuations: readonly Sequence[] = [
  invalid("The smallest continuation byte alone", hex("80")),
  invalid("The largest continuation byte alone", hex("bf")),
  ...[2, 3, 4, 5, 6].map((count) =>
    invalid(`A row of ${countWords[count - 1]} continuation bytes`, hex("80 bf 80 bf 80 bf").subarray(0, count)),
  ),
  invalid(
    "A row of the continuation bytes 80 to BE",
    Uint8Array.from({ length: 0x3f }, (_, index) => 0x80 + index),
  ),
];

/** The bytes from `first` to `last`, each with a space behind it. */
const eachWithSpace = (first: number, last: number): Uint8Array =>
  Uint8Array.from({ length: 2 * (last - first + 1) }, (_, index) => (index % 2 === 0 ? first + index / 2 : 0x20));

const lonelyStarts: readonly Sequence[] = [
  invalid("A row of two-byte starts, C0 to DE, each with a space behind it,", eachWithSpace(0xc0, 0xde)),
  invalid("A row of three-byte starts, E0 to EE, each with a space behind it,", eachWithSpace(0xe0, 0xee)),
  invalid("A row of four-byte starts, F0 to F6, each with a space behind it,", eachWithSpace(0xf0, 0xf6)),
  invalid("A row of five-byte starts, F8 to FA, each with a space behind it,", eachWithSpace(0xf8, 0xfa)),
  invalid("The six-byte start FC with a space behind it", eachWithSpace(0xfc, 0xfc)),
];

const severalBytes = [2, 3, 4, 5, 6];
const cutShort = (codePoint: number, byteCount: number): Uint8Array => spread(codePoint, byteCount).subarray(0, -1);

const incomplete: readonly Sequence[] = [
  ...severalBytes.map((count) => invalid(`The smallest sequence of ${inBytes(count)}, without the last one,`, cutShort(0, count))),
  ...severalBytes.map((count) =>
    invalid(`The largest sequence of ${inBytes(count)}, without the last one,`, cutShort(largestIn(count), count)),
  ),
];

const highSurrogates = [0xd800, 0xdb7f, 0xdb80, 0xdbff];
const lowSurrogates = [0xdc00, 0xdfff];

const surrogatePairs = highSurrogates.flatMap((high) =>
  lowSurrogates.map((low) =>
    invalid(`The surrogate pair ${codePointName(high)} ${codePointName(low)}`, joined(spread(high, 3), spread(low, 3))),
  ),
);

// The last two code points of each of the seventeen planes.
const planeEnds = Array.from({ length: 17 }, (_, plane) => [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff]).flat();

const specials = [0xfff9, 0xfffa, 0xfffb, 0xfffc, 0xfffd, 0xfffe, 0xffff];

/** Chapter 6, sections 5 to 23: single sequences, valid and invalid. */
export const utf8SequenceCases: readonly Case[] = [
  ...section("6.5", "valid, whatever the length of its characters", [
    valid("A text with the one-byte character U+0024", around(spread(0x24, 1))),
    valid("A text with the two-byte character U+00A2", around(spread(0xa2, 2))),
    valid("A text with the three-byte character U+20AC", around(spread(0x20ac, 3))),
    valid("A text with the four-byte character U+24B62", around(spread(0x24b62, 4))),
    valid("A Greek word with two- and three-byte characters", greekWord),
  ]),
  ...section("6.6", "a message that ends inside a character is not valid, one that ends between two is", prefixes),
  ...section("6.7", "the first code point that needs a sequence of this length", [
    valid("U+0000, the first code point of one byte,", spread(0, 1)),
    valid("U+0080, the first code point of two bytes,", spread(0x80, 2)),
    valid("U+0800, the first code point of three bytes,", spread(0x800, 3)),
    valid("U+10000, the first code point of four bytes,", spread(0x10000, 4)),
  ]),
  ...section("6.8", "UTF-8 has no sequences of more than four bytes any more", [
    invalid("The first sequence of five bytes", spread(0x200000, 5)),
    invalid("The first sequence of six bytes", spread(0x4000000, 6)),
  ]),
  ...section("6.9", "the last code point with a sequence of this length", [
    valid("U+007F, the last code point of one byte,", spread(0x7f, 1)),
    valid("U+07FF, the last code point of two bytes,", spread(0x7ff, 2)),
    valid("U+FFFF, the last code point of three bytes,", spread(0xffff, 3)),
    valid("U+10FFFF, the last code point of four bytes,", spread(0x10ffff, 4)),
  ]),
  ...section(
    "6.10",
    "the largest number the old scheme had room for, beyond the end of Unicode",
    [4, 5, 6].map((count) => invalid(`The last sequence of ${inBytes(count)}`, spread(largestIn(count), count))),
  ),
  ...section("6.11", "a code point at a border of what Unicode allows", [
    valid("U+D7FF, just before the surrogates,", spread(0xd7ff, 3)),
    valid("U+E000, just after the surrogates,", spread(0xe000, 3)),
    valid("U+FFFD, the replacement character,", spread(0xfffd, 3)),
    valid("U+10FFFF, the end of Unicode,", spread(0x10ffff, 4)),
    invalid("U+110000, just beyond the end of Unicode,", spread(0x110000, 4)),
  ]),
  ...section("6.12", "a continuation byte has to follow a start byte", strayContinuations),
  ...section("6.13", "a start byte has to be followed by a continuation byte", lonelyStarts),
  ...section("6.14", "the message ends where a continuation byte is still due", incomplete),
  ...section("6.15", "the ten sequences of 6.14, one after the other", [
    invalid("A row of sequences that all lack their last byte", joined(...incomplete.map(({ bytes }) => bytes))),
  ]),
  ...section("6.16", "FE and FF occur nowhere in UTF-8", [
    invalid("The byte FE", hex("fe")),
    invalid("The byte FF", hex("ff")),
    invalid("The row FE FE FF FF", hex("fe fe ff ff")),
  ]),
  ...section(
    "6.17",
    "a slash, which needs one byte, in a longer form",
    severalBytes.map((count) => invalid(`U+002F in ${inBytes(count)}`, spread(0x2f, count))),
  ),
  ...section(
    "6.18",
    "the largest code point that would have fitted a shorter form",
    severalBytes.map((count) => invalid(`The largest overlong form in ${inBytes(count)}`, spread(largestIn(count - 1), count))),
  ),
  ...section(
    "6.19",
    "NUL, which needs one byte, in a longer form",
    severalBytes.map((count) => invalid(`U+0000 in ${inBytes(count)}`, spread(0, count))),
  ),
  ...section(
    "6.20",
    "surrogates belong to UTF-16 and have no form in UTF-8",
    [0xd800, 0xdb7f, 0xdb80, 0xdbff, 0xdc00, 0xdf80, 0xdfff].map((surrogate) =>
      invalid(`The surrogate ${codePointName(surrogate)}`, spread(surrogate, 3)),
    ),
  ),
  ...section("6.21", "a pair of surrogates in UTF-8 is no more valid than one of them", surrogatePairs),
  ...section(
    "6.22",
    "noncharacters are valid code points, and UTF-8 encodes them like any other",
    planeEnds.map((codePoint) => valid(`The noncharacter ${codePointName(codePoint)}`, spread(codePoint, codePoint < 0x10000 ? 3 : 4))),
  ),
  ...section(
    "6.23",
    "code points of the block Specials, valid whether or not they are characters",
    specials.map((codePoint) => valid(`${codePointName(codePoint)}, from the block Specials,`, spread(codePoint, 3))),
  ),
];
