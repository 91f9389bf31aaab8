import fc from "fast-check";

// The first and last character of each length, and the neighbours of the surrogates.
const edges = [
  0x00, 0x7f, 0x80, 0x7ff, 0x800, 0xfff, 0x1000, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x1_0000, 0x3_ffff, 0x4_0000, 0xf_ffff, 0x10_0000,
  0x10_ffff,
];

const codePoints = (): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
    { weight: 3, arbitrary: fc.constantFrom(...edges) },
    { weight: 1, arbitrary: fc.integer({ min: 0x80, max: 0xd7ff }) },
    { weight: 1, arbitrary: fc.integer({ min: 0xe000, max: 0x10_ffff }) },
  );

/** Valid UTF-8, of at most so many characters. */
export const utf8Texts = (lengthMax = 24): fc.Arbitrary<Uint8Array> =>
  fc
    .array(codePoints(), { maxLength: lengthMax, size: "max" })
    .map((points) => new Uint8Array(Buffer.from(String.fromCodePoint(...points), "utf8")));

/** Valid UTF-8 that may be long enough for the native check. */
export const longUtf8Texts = (): fc.Arbitrary<Uint8Array> => fc.oneof(utf8Texts(12), utf8Texts(60), utf8Texts(200));

interface Mutation {
  readonly at: number;
  readonly octet: number;
  readonly how: "replace" | "insert" | "remove" | "cut";
}

const mutations = (): fc.Arbitrary<Mutation> =>
  fc.record({ at: fc.nat(400), octet: octets(), how: fc.constantFrom<Mutation["how"]>("replace", "insert", "remove", "cut") });

/** Octets that matter to UTF-8: around the bounds of every range of its grammar. */
export const octets = (): fc.Arbitrary<number> => fc.oneof(fc.constantFrom(...boundaryOctets), fc.nat(0xff));

/** The octets on both sides of every bound in the grammar. */
export const boundaryOctets: readonly number[] = [
  0x00, 0x41, 0x7f, 0x80, 0x81, 0x8f, 0x90, 0x9f, 0xa0, 0xbe, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1,
  0xf3, 0xf4, 0xf5, 0xf7, 0xf8, 0xfe, 0xff,
];

/** UTF-8 with up to two octets wrong, missing or too many: nearly always invalid, seldom at the first octet. */
export const nearlyUtf8Texts = (): fc.Arbitrary<Uint8Array> =>
  fc.tuple(longUtf8Texts(), fc.array(mutations(), { maxLength: 2 })).map(([text, changes]) => changes.reduce(mutate, text));

function mutate(text: Uint8Array, { at, octet, how }: Mutation): Uint8Array {
  const place = text.length === 0 ? 0 : at % text.length;
  const [before, after] = [text.slice(0, place), text.slice(place)];
  if (how === "cut") return before;
  if (how === "remove") return Uint8Array.from([...before, ...after.slice(1)]);
  return Uint8Array.from([...before, octet, ...(how === "insert" ? after : after.slice(1))]);
}
