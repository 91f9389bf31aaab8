import fc from "fast-check";
import { type DeflateBlock, type DeflateToken, readBlocks, writeBlocks } from "../../models/deflate/deflate-blocks.ts";

/** Bytes that compress, more or less: random ones, runs, and what was there before. */
export const compressibleBytes = (piecesMax = 20): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => () => [...bytes]) },
        {
          weight: 3,
          arbitrary: fc.constantFrom("WebSocket ", "permessage-deflate; ", '{"id":1}', "\0").map((word) => () => [...Buffer.from(word)]),
        },
        {
          weight: 2,
          arbitrary: fc.tuple(fc.nat(255), fc.nat(600)).map(
            ([byte, times]) =>
              () =>
                Array.from({ length: times }, () => byte),
          ),
        },
        {
          weight: 4,
          arbitrary: fc.tuple(fc.nat(), fc.nat(300)).map(([place, length]) => (before: readonly number[]) => {
            const start = before.length === 0 ? 0 : place % before.length;
            return before.slice(start, start + length);
          }),
        },
      ),
      { maxLength: piecesMax },
    )
    .map((pieces) => {
      const bytes: number[] = [];
      for (const piece of pieces) bytes.push(...piece(bytes));
      return Uint8Array.from(bytes);
    });

/** Bytes from a few to well above the largest window, without much to shrink. */
export const longBytes = (): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(80_000), fc.integer({ min: 1, max: 255 }))
    .map(([pattern, length, step]) =>
      Uint8Array.from({ length }, (_, i) => (pattern[i % pattern.length] as number) + Math.floor(i / 997) * step),
    );

/** What may have come before a stream. */
export const windows = (): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(new Uint8Array(0)) },
    { weight: 3, arbitrary: compressibleBytes(8) },
    { weight: 1, arbitrary: longBytes().map((bytes) => bytes.slice(-32_768)) },
  );

/** Blocks, and the window they refer to. */
export interface BlockStream {
  readonly window: Uint8Array;
  readonly blocks: readonly DeflateBlock[];
}

/** A token whose distance is still a share of what can be referred to. */
type TokenSeed = { readonly literal: number } | { readonly length: number; readonly place: number };

const tokenSeeds: fc.Arbitrary<readonly TokenSeed[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ literal: fc.nat(255) }) },
    { weight: 1, arbitrary: fc.record({ literal: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ length: lengths(), place: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  ),
  { maxLength: 24 },
);

function lengths(): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: 3, max: 10 }), fc.integer({ min: 3, max: 258 }), fc.constantFrom(3, 10, 11, 257, 258));
}

/** Streams of blocks of any type in any number, any of them marked as final. */
export const blockStreams = (): fc.Arbitrary<BlockStream> =>
  fc
    .record({
      window: windows(),
      seeds: fc.array(
        fc.record({
          type: fc.constantFrom("stored", "fixed", "dynamic"),
          final: fc.boolean(),
          bytes: fc.uint8Array({ maxLength: 30 }),
          tokens: tokenSeeds,
          steps: fc.constantFrom(0, 0, 2, 9, 14),
          repeats: fc.boolean(),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    })
    .map(({ window, seeds }) => {
      let reach = window.length;
      const blocks = seeds.map(({ type, final, bytes, tokens: wanted, steps, repeats }): DeflateBlock => {
        if (type === "stored") {
          reach += bytes.length;
          return { type, final, bytes };
        }
        const tokens = wanted.map((seed): DeflateToken => {
          const token = tokenFrom(seed, Math.min(reach, 32_768));
          reach += "literal" in token ? 1 : token.length;
          return token;
        });
        return type === "fixed" ? { type, final, tokens } : { type, final, tokens, steps, repeats };
      });
      return { window, blocks };
    });

function tokenFrom(seed: TokenSeed, reach: number): DeflateToken {
  if ("literal" in seed) return seed;
  return reach === 0 ? { literal: seed.length & 0xff } : { length: seed.length, distance: Math.max(1, Math.ceil(seed.place * reach)) };
}

/** How every message ends. */
export const flush: DeflateBlock = { type: "stored", final: false, bytes: new Uint8Array(0) };

/** A stream of blocks as bytes, and what it stands for. */
export const written = ({ window, blocks }: BlockStream): { readonly bytes: Uint8Array; readonly text: Uint8Array } => ({
  bytes: writeBlocks(blocks),
  text: readBlocks(blocks, window),
});

/** What can be done to the bytes of a stream. */
export type Damage = (bytes: Uint8Array) => Uint8Array;

/** Bits flipped, bytes changed, left out, put in, and a cut at the end. */
export const damages = (): fc.Arbitrary<Damage> =>
  fc.array(fc.oneof(flips, changes, omissions, additions, cuts), { minLength: 1, maxLength: 3 }).map(
    (steps): Damage =>
      (bytes) =>
        steps.reduce((damaged, step) => step(damaged), bytes),
  );

const at = (place: number, bytes: Uint8Array): number => (bytes.length === 0 ? 0 : place % bytes.length);

const flips: fc.Arbitrary<Damage> = fc.tuple(fc.nat(), fc.nat(7)).map(
  ([place, bit]) =>
    (bytes) =>
      bytes.map((byte, i) => (i === at(place, bytes) ? byte ^ (1 << bit) : byte)),
);
const changes: fc.Arbitrary<Damage> = fc.tuple(fc.nat(), fc.nat(255)).map(
  ([place, value]) =>
    (bytes) =>
      bytes.map((byte, i) => (i === at(place, bytes) ? value : byte)),
);
const omissions: fc.Arbitrary<Damage> = fc.nat().map((place) => (bytes) => bytes.filter((_, i) => i !== at(place, bytes)));
const additions: fc.Arbitrary<Damage> = fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 })).map(
  ([place, more]) =>
    (bytes) =>
      Uint8Array.from([...bytes.slice(0, at(place, bytes)), ...more, ...bytes.slice(at(place, bytes))]),
);
const cuts: fc.Arbitrary<Damage> = fc.nat().map((place) => (bytes) => bytes.slice(0, at(place, bytes)));
