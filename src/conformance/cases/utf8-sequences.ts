import { hexByte } from "../../core/bytes/hex.ts";

const leadMarks = [0x00, 0xc0, 0xe0, 0xf0, 0xf8, 0xfc] as const;

/**
 * A number written in `byteCount` bytes by the scheme UTF-8 had before RFC 3629 cut it down: up to six bytes, and as
 * many as one likes. What UTF-8 forbids today can be written with it too: overlong forms, surrogates, large numbers.
 */
export function spread(codePoint: number, byteCount: number): Uint8Array {
  const leadMark = leadMarks[byteCount - 1];
  if (leadMark === undefined) throw new RangeError(`no sequence has ${byteCount} bytes`);
  const lead = leadMark | (codePoint >> (6 * (byteCount - 1)));
  const continuations = Array.from({ length: byteCount - 1 }, (_, index) => 0x80 | ((codePoint >> (6 * (byteCount - 2 - index))) & 0x3f));
  return Uint8Array.from([lead, ...continuations]);
}

/** The largest number that fits a sequence of so many bytes. */
export const largestIn = (byteCount: number): number => 2 ** (byteCount === 1 ? 7 : 5 * byteCount + 1) - 1;

/** A code point as Unicode writes it: `U+00A2`. */
export const codePointName = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;

/** Bytes as people read them, `CE BA`; of many only the first and the last. */
export function spelled(bytes: Uint8Array): string {
  const pairs = Array.from(bytes, (byte) => hexByte(byte).toUpperCase());
  if (pairs.length <= 32) return pairs.join(" ");
  return `${pairs.slice(0, 6).join(" ")} … ${pairs.slice(-4).join(" ")} (${pairs.length} bytes)`;
}
