import fc from "fast-check";
import { type DeflateBlock, type DeflateToken, writeBlocks } from "../../models/deflate/deflate-blocks.ts";
import { type Bits, bitsOf, codeLengthOrder, codesFrom, fixedLengths, numberOf } from "../../models/deflate/deflate-codes.ts";
import { joined, noBytes } from "./bytes.ts";

const fixedCodes = codesFrom(fixedLengths) as readonly Bits[];
const literalCode = (octet: number): Bits => fixedCodes[octet] as Bits;
const storedHeader: Bits = "000";
const fixedHeader: Bits = "010";
const dynamicHeader: Bits = "001";
const reservedHeaders = fc.constantFrom<Bits>("011", "111");

/** Section 3.2.7: a dynamic block up to its codes: how many of each, the lengths of the codes that they are written in, and what is written. */
function dynamic(literalCount: number, ownLengths: Readonly<Record<number, number>>, coded: Bits): Bits {
  const ordered = codeLengthOrder.map((symbol) => ownLengths[symbol] ?? 0);
  const count = Math.max(4, ordered.findLastIndex((length) => length > 0) + 1);
  const counts = bitsOf(literalCount - 257, 5) + bitsOf(0, 5) + bitsOf(count - 4, 4);
  return (
    dynamicHeader +
    counts +
    ordered
      .slice(0, count)
      .map((length) => bitsOf(length, 3))
      .join("") +
    coded
  );
}

/** Symbol 18, whose own code comes first: so many lengths of zero. */
const zeros = (ownCode: Bits, times: number): Bits => ownCode + bitsOf(times - 11, 7);

/** RFC 1951: every way in which a block is none, by a name. Each begins at a byte, and its last bit shows it at the latest. */
export const malformedBlocks = {
  "a block of the reserved type": reservedHeaders,
  "a stored block whose length has another complement": fc
    .tuple(fc.nat(0xffff), fc.nat(0xffff))
    .filter(([length, complement]) => (length ^ complement) !== 0xffff)
    .map(([length, complement]) => storedHeader.padEnd(8, "0") + bitsOf(length, 16) + bitsOf(complement, 16)),
  "a symbol that stands for no length": fc
    .tuple(fc.array(fc.nat(255), { maxLength: 5 }), fc.constantFrom(286, 287))
    .map(([octets, symbol]) => fixedHeader + octets.map(literalCode).join("") + literalCode(symbol)),
  "a symbol that stands for no distance": fc
    .tuple(fc.nat(255), fc.constantFrom<Bits>("11110", "11111"))
    .map(([octet, distance]) => fixedHeader + literalCode(octet) + literalCode(257) + distance),
  "codes for too many literals": fc.constantFrom(287, 288).map((count) => dynamicHeader + bitsOf(count - 257, 5)),
  "no code for the lengths of codes": fc.constant(dynamic(257, {}, "")),
  "too many codes for the lengths of codes": fc.constant(dynamic(257, { 16: 1, 17: 1, 18: 1, 0: 1 }, "")),
  "too few codes for the lengths of codes": fc.integer({ min: 2, max: 7 }).map((length) => dynamic(257, { 18: length }, "")),
  "a repetition of a length before the first": fc.constant(dynamic(257, { 16: 1, 18: 1 }, "0")),
  "a repetition of lengths beyond the last": fc.constant(dynamic(257, { 16: 1, 18: 1 }, zeros("1", 138) + zeros("1", 138))),
  "no code for the end of the block": fc.constant(dynamic(257, { 16: 1, 18: 1 }, zeros("1", 138) + zeros("1", 120))),
  "too many codes for literals": fc.constant(dynamic(257, { 1: 1, 18: 1 }, `000${zeros("1", 138)}${zeros("1", 115)}00`)),
  "too few codes for literals": fc.constant(dynamic(257, { 2: 1, 18: 1 }, `${zeros("1", 138)}${zeros("1", 118)}00`)),
  "too few codes for distances": fc.constant(dynamic(257, { 1: 2, 2: 2, 18: 1 }, `${zeros("0", 138)}${zeros("0", 118)}1011`)),
} as const satisfies Readonly<Record<string, fc.Arbitrary<Bits>>>;

/** The name of a way in which a block is none. */
export type MalformedBlockName = keyof typeof malformedBlocks;

/** All of these names. */
export const malformedBlockNames = Object.keys(malformedBlocks) as readonly MalformedBlockName[];

const literals = fc.array(
  fc.nat(255).map((literal): DeflateToken => ({ literal })),
  { maxLength: 12 },
);

/** A few blocks that refer to nothing. */
export const plainBlocks = (min = 0): fc.Arbitrary<DeflateBlock[]> =>
  fc.array(
    fc.oneof(
      fc.record({ type: fc.constant("stored" as const), final: fc.boolean(), bytes: fc.uint8Array({ maxLength: 12 }) }),
      fc.record({ type: fc.constant("fixed" as const), final: fc.boolean(), tokens: literals }),
      fc.record({
        type: fc.constant("dynamic" as const),
        final: fc.boolean(),
        tokens: literals,
        steps: fc.nat(4),
        repeats: fc.boolean(),
      }),
    ),
    { minLength: min, maxLength: 3 },
  );

const emptyBlock: DeflateBlock = { type: "stored", final: false, bytes: noBytes };

const bytesOfBits = (bits: Bits): Uint8Array =>
  Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, i) => numberOf(bits.slice(8 * i, 8 * i + 8)));

/** Payloads of some blocks, one that is none, and anything after it. */
export const malformedPayloads = (name: MalformedBlockName): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(plainBlocks(), malformedBlocks[name], fc.uint8Array({ minLength: 1, maxLength: 12 }))
    .map(([blocks, bits, after]) => joined(blocks.length === 0 ? noBytes : writeBlocks([...blocks, emptyBlock]), bytesOfBits(bits), after));

/** Payloads that end inside a block: a stored one that is shorter than it says, or literals without an end. */
export const unfinishedPayloads = (): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      plainBlocks(),
      fc.uint8Array({ maxLength: 12 }),
      // The four bytes that a receiver appends count as content.
      fc.oneof(fc.constant("literals" as const), fc.integer({ min: 5, max: 400 })),
    )
    .map(([blocks, bytes, missing]) => {
      const before = writeBlocks([...blocks, emptyBlock]);
      if (missing === "literals") return joined(before, bytesOfBits(fixedHeader + Array.from(bytes, literalCode).join("")));
      const length = bytes.length + missing;
      return joined(before, bytesOfBits(storedHeader.padEnd(8, "0") + bitsOf(length, 16) + bitsOf(0xffff - length, 16)), bytes);
    });
