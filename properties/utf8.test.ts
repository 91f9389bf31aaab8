import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { readUtf8 } from "../models/utf8/utf8-grammar.ts";
import { type Chunking, chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { boundaryOctets, longUtf8Texts, nearlyUtf8Texts, octets } from "../src/arbitraries/utf8-texts.ts";
import { Utf8Validator } from "../src/core/message/utf8-validator.ts";
import { exhaustive, property } from "./property.ts";

type IsUtf8 = (bytes: Uint8Array) => boolean;

/** Feeds segments to a validator; says as the model does where the first wrong byte is, and whether the text ends well. */
function validate(segments: readonly Uint8Array[], native: IsUtf8 | undefined): { readonly wrongAt: number; readonly isComplete: boolean } {
  const validator = new Utf8Validator(native);
  let before = 0;
  for (const segment of segments) {
    const broken = validator.push(segment);
    if (broken >= 0) return { wrongAt: before + broken, isComplete: false };
    before += segment.length;
  }
  return { wrongAt: -1, isComplete: validator.isComplete };
}

function agrees(
  text: Uint8Array,
  segments: readonly Uint8Array[],
  natives: readonly (IsUtf8 | undefined)[] = [undefined, isUtf8],
): boolean {
  const expected = readUtf8(text);
  return natives.every((native) => {
    const found = validate(segments, native);
    return found.wrongAt === expected.wrongAt && found.isComplete === expected.isComplete;
  });
}

const isUtf8Law = ["rfc6455/8.1/invalid-utf8-fails", "rfc6455/5.6/text-is-utf8"] as const;

function* pairs(): Generator<Uint8Array> {
  for (let first = 0; first < 0x100; first++) {
    yield Uint8Array.of(first);
    for (let second = 0; second < 0x100; second++) yield Uint8Array.of(first, second);
  }
}

exhaustive({
  title: "every text of one or two bytes is judged as the grammar judges it",
  requires: isUtf8Law,
  over: pairs,
  holds: (text) => agrees(text, [text], [undefined]),
});

function* triples(): Generator<Uint8Array> {
  for (const first of boundaryOctets) {
    for (const second of boundaryOctets) {
      for (const third of boundaryOctets) yield Uint8Array.of(first, second, third);
    }
  }
}

exhaustive({
  title: "every text of three bytes around the bounds of the grammar is judged as the grammar judges it, whole and byte by byte",
  requires: [...isUtf8Law, "ours/core/chunking-independent"],
  over: triples,
  holds: (text) => agrees(text, [text], [undefined]) && agrees(text, cut(text, [1]), [undefined]),
});

function* openCharactersBeforeTheThreshold(): Generator<readonly Uint8Array[]> {
  for (const beginning of [[0xc3], [0xe2], [0xe2, 0x82], [0xf0], [0xf0, 0x9f], [0xf0, 0x9f, 0x98]]) {
    for (let tails = 0; tails <= 4; tails++) {
      for (let fill = 43; fill <= 49; fill++) {
        const segment = [...new Array(tails).fill(0x9f), ...new Array(fill).fill(0x61), 0xc3];
        yield [Uint8Array.from(beginning), Uint8Array.from(segment), Uint8Array.of(0xa9, 0x80)];
      }
    }
  }
}

function* charactersAtTheThreshold(): Generator<readonly Uint8Array[]> {
  yield* openCharactersBeforeTheThreshold();
  const leads = boundaryOctets.filter((octet) => octet >= 0x7f);
  for (let fill = 44; fill <= 49; fill++) {
    for (const lead of leads) {
      for (const tail of [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0]) {
        const text = Uint8Array.from([...new Uint8Array(fill).fill(0x61), lead, tail, 0x80, 0xbf]);
        for (let length = fill; length <= text.length; length++) yield [text.slice(0, length), text.slice(length)];
      }
    }
  }
}

exhaustive({
  title: "a character cut where the native check begins to pay is judged as the grammar judges it",
  requires: [...isUtf8Law, "ours/core/chunking-independent"],
  over: charactersAtTheThreshold,
  holds: (segments) => agrees(Uint8Array.from(segments.flatMap((segment) => [...segment])), segments),
});

property({
  title: "valid text is accepted however it is cut, with and without the native check",
  requires: [...isUtf8Law, "ours/core/chunking-independent"],
  given: [longUtf8Texts(), chunkings()],
  runs: 300,
  holds: (text, chunking) => readUtf8(text).isComplete && agrees(text, cut(text, chunking)),
});

property({
  title: "text that is nearly UTF-8 breaks at the byte where the grammar breaks, however it is cut, with and without the native check",
  requires: [...isUtf8Law, "ours/core/fails-at-first-byte", "ours/core/chunking-independent"],
  given: [nearlyUtf8Texts(), chunkings()],
  runs: 2000,
  holds: (text, chunking) => agrees(text, cut(text, chunking)),
});

property({
  title: "bytes of any kind break at the byte where the grammar breaks, however they are cut",
  requires: [...isUtf8Law, "ours/core/chunking-independent"],
  given: [fc.array(octets(), { maxLength: 120, size: "max" }).map((values) => Uint8Array.from(values)), chunkings()],
  runs: 500,
  holds: (text, chunking) => agrees(text, cut(text, chunking)),
});

property({
  title: "a fragment that is refused leaves the text as it was",
  requires: ["rfc6455/5.6/text-is-utf8"],
  given: [fc.array(fc.tuple(nearlyUtf8Texts(), fc.boolean()), { maxLength: 6 }), chunkings()],
  runs: 300,
  holds: (fragments, chunking: Chunking) => {
    const validator = new Utf8Validator(isUtf8);
    let accepted: readonly number[] = [];
    for (const [fragment, isLast] of fragments.flatMap(([text, last]) => cut(text, chunking).map((piece) => [piece, last] as const))) {
      const together = [...accepted, ...fragment];
      const { wrongAt, isComplete } = readUtf8(together);
      const mayBeSent = wrongAt < 0 && (!isLast || isComplete);
      if (validator.accepts(fragment, isLast) !== mayBeSent) return false;
      if (mayBeSent) accepted = together;
    }
    return validator.isComplete === readUtf8(accepted).isComplete;
  },
});
