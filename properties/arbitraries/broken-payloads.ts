import fc from "fast-check";
import { type GrammarFrame, writeFrame } from "../../models/frame-grammar.ts";
import type { MessageFrame } from "../../models/messages.ts";
import { readUtf8 } from "../../models/utf8-grammar.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { addressed, type Breach, type BrokenFrame, bare, type Situation } from "./broken-frames.ts";
import { closeBody, statusCodes } from "./close-bodies.ts";
import { nearlyUtf8Texts, utf8Texts } from "./utf8-texts.ts";

const headerLengthOf = (frame: GrammarFrame): number => writeFrame(frame).length - frame.payload.length;

/** Frames whose payload is decided by the byte at a position in it. */
const brokenIn = (
  situation: Situation,
  frames: fc.Arbitrary<MessageFrame>,
  positionIn: (payload: Uint8Array) => number,
): fc.Arbitrary<BrokenFrame> =>
  addressed(situation, frames).map((frame) => ({
    bytes: writeFrame(frame),
    decidedAt: headerLengthOf(frame) + positionIn(frame.payload),
  }));

const closes = (bodies: fc.Arbitrary<Uint8Array>): fc.Arbitrary<MessageFrame> => bodies.map((body) => bare(opcodes.close, true, body));

const closeWithCode = (situation: Situation, codes: fc.Arbitrary<number>): fc.Arbitrary<BrokenFrame> =>
  brokenIn(situation, closes(fc.tuple(codes, utf8Texts(20)).map(([code, reason]) => closeBody(code, reason))), () => 1);

const unusedCodes = fc.oneof(
  fc.nat(999),
  fc.integer({ min: 1016, max: 2999 }),
  fc.integer({ min: 5000, max: 0xffff }),
  fc.constantFrom(0, 999, 1004, 1016, 2999, 5000, 0xffff),
);

// No character begins with these.
const neverFirst = fc.constantFrom(0x80, 0xbf, 0xc0, 0xc1, 0xf5, 0xff);

/** Bytes that some characters may begin with, up to the one that none can. */
const wrongTexts = (before: Uint8Array = new Uint8Array(0)): fc.Arbitrary<Uint8Array> =>
  fc.tuple(nearlyUtf8Texts(), neverFirst, utf8Texts(6)).map(([text, octet, after]) => {
    const isWrong = readUtf8([...before, ...text]).wrongAt >= 0;
    return isWrong ? text : Uint8Array.from([...text, ...completionOf([...before, ...text]), octet, ...after]);
  });

/** The fewest bytes that end the character which is open at the end of some valid bytes. */
function completionOf(bytes: readonly number[]): number[] {
  if (readUtf8(bytes).isComplete) return [];
  const next = [0x80, 0x90, 0xa0].find((octet) => readUtf8([...bytes, octet]).wrongAt < 0) as number;
  return [next, ...completionOf([...bytes, next])];
}

const beginnings = fc.constantFrom(
  [0xc3],
  [0xdf],
  [0xe0],
  [0xe0, 0xa0],
  [0xed],
  [0xed, 0x9f],
  [0xf0, 0x9f],
  [0xf0, 0x9f, 0x98],
  [0xf4, 0x8f, 0xbf],
);

/** Bytes that are valid as far as they go and end inside a character. */
const unfinishedTexts = (before: readonly number[] = []): fc.Arbitrary<Uint8Array> => {
  const texts = fc
    .tuple(utf8Texts(), beginnings)
    .map(([text, beginning]) => Uint8Array.from([...completionOf(before), ...text, ...beginning]));
  return readUtf8(before).isComplete
    ? texts
    : fc.oneof({ weight: 4, arbitrary: texts }, { weight: 1, arbitrary: fc.constant(new Uint8Array(0)) });
};

const reasonMax = (reason: Uint8Array): boolean => reason.length <= 123;

/** Close frames with a body that section 5.5.1 does not allow. */
export const closeBodyBreaches: readonly Breach[] = [
  {
    name: "status code 1005",
    requirement: "rfc6455/7.4.1/code-1005-not-sent",
    closeCode: 1002,
    frames: (situation) => closeWithCode(situation, fc.constant(1005)),
  },
  {
    name: "status code 1006",
    requirement: "rfc6455/7.4.1/code-1006-not-sent",
    closeCode: 1002,
    frames: (situation) => closeWithCode(situation, fc.constant(1006)),
  },
  {
    name: "status code 1015",
    requirement: "rfc6455/7.4.1/code-1015-not-sent",
    closeCode: 1002,
    frames: (situation) => closeWithCode(situation, fc.constant(1015)),
  },
  {
    name: "a status code that is not in use",
    requirement: "rfc6455/7.4.2/code-in-use",
    closeCode: 1002,
    frames: (situation) => closeWithCode(situation, unusedCodes),
  },
  {
    name: "a close reason that is not UTF-8",
    requirement: "rfc6455/8.1/invalid-utf8-fails",
    closeCode: 1007,
    frames: (situation) => {
      const bodies = fc.tuple(statusCodes(), wrongTexts().filter(reasonMax)).map(([code, reason]) => closeBody(code, reason));
      return brokenIn(situation, closes(bodies), (body) => 2 + readUtf8(body.slice(2)).wrongAt);
    },
  },
  {
    name: "a close reason that ends inside a character",
    requirement: "rfc6455/8.1/invalid-utf8-fails",
    closeCode: 1007,
    frames: (situation) => {
      const bodies = fc.tuple(statusCodes(), unfinishedTexts().filter(reasonMax)).map(([code, reason]) => closeBody(code, reason));
      return brokenIn(situation, closes(bodies), (body) => body.length - 1);
    },
  },
];

const bytesOf = (open: readonly MessageFrame[]): number[] => open.flatMap(({ payload }) => [...payload]);
const textOpcode = ({ open }: Situation): number => (open.length > 0 ? opcodes.continuation : opcodes.text);

/** Text messages that are not UTF-8, section 8.1. */
export const textBreaches: readonly Breach[] = [
  {
    name: "text that is not UTF-8",
    requirement: "rfc6455/8.1/invalid-utf8-fails",
    closeCode: 1007,
    place: "betweenMessagesOrInsideText",
    frames: (situation) => {
      const before = bytesOf(situation.open);
      const frames = fc.tuple(wrongTexts(Uint8Array.from(before)), fc.boolean());
      return brokenIn(
        situation,
        frames.map(([payload, fin]) => bare(textOpcode(situation), fin, payload)),
        (payload) => readUtf8([...before, ...payload]).wrongAt - before.length,
      );
    },
  },
  {
    name: "the end of a text inside a character",
    requirement: "rfc6455/8.1/invalid-utf8-fails",
    closeCode: 1007,
    place: "betweenMessagesOrInsideText",
    frames: (situation) => {
      const payloads = unfinishedTexts(bytesOf(situation.open));
      return brokenIn(
        situation,
        payloads.map((payload) => bare(textOpcode(situation), true, payload)),
        (payload) => payload.length - 1,
      );
    },
  },
];
