import { hexOf } from "../bytes/hex.ts";

/** Bytes written in hex, as the RFCs print them; spaces are ignored. */
export function hex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, "");
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) throw new SyntaxError(`"${text}" is not hex`);
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** Bytes as hex with a space between them: what `hex` reads. */
export const toHex = (bytes: Uint8Array): string => hexOf(bytes, " ");
