import {
  type Bits,
  bitsOf,
  codeLengthOrder,
  codesFrom,
  distanceTable,
  fixedDistanceLengths,
  fixedLengths,
  lengthTable,
  numberOf,
  type Range,
} from "./deflate-codes.ts";

/** A byte, or a repetition of what is so far back. */
export type DeflateToken = { readonly literal: number } | { readonly length: number; readonly distance: number };

/** One block of a DEFLATE stream. `steps` makes that many codes of a dynamic block one bit longer than the one before. */
export type DeflateBlock = { readonly final: boolean } & (
  | { readonly type: "stored"; readonly bytes: Uint8Array }
  | { readonly type: "fixed"; readonly tokens: readonly DeflateToken[] }
  | { readonly type: "dynamic"; readonly tokens: readonly DeflateToken[]; readonly steps: number; readonly repeats: boolean }
);

/** What blocks stand for, when they come after a window. */
export function readBlocks(blocks: readonly DeflateBlock[], window: Uint8Array): Uint8Array {
  const bytes = [...window];
  for (const block of blocks) {
    if (block.type === "stored") for (const byte of block.bytes) bytes.push(byte);
    else for (const token of block.tokens) readToken(token, bytes);
  }
  return Uint8Array.from(bytes.slice(window.length));
}

function readToken(token: DeflateToken, bytes: number[]): void {
  if ("literal" in token) bytes.push(token.literal);
  else for (let i = 0; i < token.length; i++) bytes.push(bytes[bytes.length - token.distance] as number);
}

/** RFC 1951, section 3.2.3: blocks as bytes. What follows a final block begins with a byte of its own. */
export function writeBlocks(blocks: readonly DeflateBlock[]): Uint8Array {
  const bytes: number[] = [];
  let open: Bits = "";
  for (const block of blocks) {
    open += `${block.final ? 1 : 0}${bitsOf(["stored", "fixed", "dynamic"].indexOf(block.type), 2)}`;
    if (block.type === "stored") open = putWhole(aligned(open) + storedHeader(block.bytes.length), bytes);
    else open += block.type === "fixed" ? tokenBits(block.tokens, fixedLengths, fixedDistanceLengths) : dynamicBits(block);
    if (block.type === "stored") for (const byte of block.bytes) bytes.push(byte);
    open = putWhole(block.final ? aligned(open) : open, bytes);
  }
  putWhole(aligned(open), bytes);
  return Uint8Array.from(bytes);
}

/** Appends all whole bytes and returns the bits that are left. */
function putWhole(bits: Bits, bytes: number[]): Bits {
  const whole = bits.length - (bits.length % 8);
  for (let i = 0; i < whole; i += 8) bytes.push(numberOf(bits.slice(i, i + 8)));
  return bits.slice(whole);
}

const aligned = (bits: Bits): Bits => bits.padEnd(Math.ceil(bits.length / 8) * 8, "0");

/** Section 3.2.4. */
const storedHeader = (length: number): Bits => bitsOf(length, 16) + bitsOf(0xffff - length, 16);

function tokenBits(tokens: readonly DeflateToken[], lengths: readonly number[], distanceLengths: readonly number[]): Bits {
  const codes = codesFrom(lengths);
  const distanceCodes = codesFrom(distanceLengths);
  const written = tokens.map((token) => {
    if ("literal" in token) return codes[token.literal] as Bits;
    const length = rangeOf(token.length, lengthTable);
    const distance = rangeOf(token.distance, distanceTable);
    return [
      codes[length.symbol],
      bitsOf(token.length - length.first, length.extraBits),
      distanceCodes[distance.symbol],
      bitsOf(token.distance - distance.first, distance.extraBits),
    ].join("");
  });
  return written.join("") + (codes[256] as Bits);
}

const rangeOf = (value: number, table: readonly Range[]): Range =>
  table.findLast(({ first, last }) => first <= value && value <= last) as Range;

/** Section 3.2.7: the lengths of the codes, themselves coded, and then the tokens. */
function dynamicBits({ tokens, steps, repeats }: Extract<DeflateBlock, { type: "dynamic" }>): Bits {
  const literals = tokens.map((token) => ("literal" in token ? token.literal : rangeOf(token.length, lengthTable).symbol));
  const distances = tokens.flatMap((token) => ("literal" in token ? [] : [rangeOf(token.distance, distanceTable).symbol]));
  const lengths = codeLengths([...literals, 256], 257, steps);
  const distanceLengths = codeLengths(distances, 1, steps);
  const coded = lengthSteps([...lengths, ...distanceLengths], repeats);
  const ownLengths = codeLengths([...coded.map(({ symbol }) => symbol), 0, 18], 19, 0);
  const ownCodes = codesFrom(ownLengths);
  const ordered = codeLengthOrder.map((symbol) => ownLengths[symbol] as number);
  const count = Math.max(4, ordered.findLastIndex((length) => length > 0) + 1);
  return [
    bitsOf(lengths.length - 257, 5),
    bitsOf(distanceLengths.length - 1, 5),
    bitsOf(count - 4, 4),
    ...ordered.slice(0, count).map((length) => bitsOf(length, 3)),
    ...coded.map(({ symbol, extra }) => `${ownCodes[symbol]}${extra}`),
    tokenBits(tokens, lengths, distanceLengths),
  ].join("");
}

/**
 * A complete code for the symbols in use: the first ones have 1, 2, 3 … bits, and the others share what is left alike.
 * A single one has one bit.
 */
function codeLengths(used: readonly number[], countMin: number, steps: number): number[] {
  const symbols = [...new Set(used)].sort((one, other) => one - other);
  const lengths = Array.from({ length: Math.max(countMin, (symbols.at(-1) ?? 0) + 1) }, () => 0);
  const longest = (alike: number): number => Math.ceil(Math.log2(alike));
  let stepped = 0;
  while (stepped < Math.min(steps, symbols.length - 2) && stepped + 1 + longest(symbols.length - stepped - 1) <= 15) stepped++;
  const alike = symbols.length - stepped;
  const shorter = 2 ** longest(alike) - alike;
  symbols.forEach((symbol, i) => {
    const shared = stepped + longest(alike) - (i - stepped < shorter ? 1 : 0);
    lengths[symbol] = symbols.length === 1 ? 1 : i < stepped ? i + 1 : shared;
  });
  return lengths;
}

interface LengthStep {
  readonly symbol: number;
  readonly extra: Bits;
}

/** Section 3.2.7: each length alone, or runs of them as repetitions. */
function lengthSteps(lengths: readonly number[], repeats: boolean): LengthStep[] {
  const steps: LengthStep[] = [];
  for (let i = 0; i < lengths.length; ) {
    const length = lengths[i] as number;
    const end = lengths.findIndex((other, j) => j > i && other !== length);
    const run = (end < 0 ? lengths.length : end) - i;
    const isZero = length === 0;
    if (repeats && isZero && run >= 11) steps.push({ symbol: 18, extra: bitsOf(Math.min(run, 138) - 11, 7) });
    else if (repeats && isZero && run >= 3) steps.push({ symbol: 17, extra: bitsOf(run - 3, 3) });
    else if (repeats && i > 0 && lengths[i - 1] === length && run >= 3) steps.push({ symbol: 16, extra: bitsOf(Math.min(run, 6) - 3, 2) });
    else steps.push({ symbol: length, extra: "" });
    i += timesOf(steps.at(-1) as LengthStep);
  }
  return steps;
}

const timesOf = ({ symbol, extra }: LengthStep): number => (symbol < 16 ? 1 : numberOf(extra) + (symbol === 18 ? 11 : 3));
