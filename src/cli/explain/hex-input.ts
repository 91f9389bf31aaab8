import { UsageError } from "../errors/usage-error.ts";

/** The bytes that a person has written in hex: with or without spaces, colons, commas, line breaks and 0x. */
export function bytesFromHex(text: string): Uint8Array {
  const digits: string[] = [];
  for (const match of text.matchAll(/0x|\\x|[\s:,;-]+|[0-9a-fA-F]|./g)) {
    const [found] = match;
    if (/^[0-9a-fA-F]$/.test(found)) digits.push(found);
    else if (!/^(?:0x|\\x|[\s:,;-]+)$/.test(found)) {
      throw new UsageError(
        `"${found}" at position ${match.index + 1} is no hex digit; write bytes as 81 05 48 65 6c 6c 6f, or - for the standard input`,
      );
    }
  }
  if (digits.length === 0) throw new UsageError("there are no bytes to explain; write them in hex, as 81 05 48 65 6c 6c 6f");
  if (digits.length % 2 !== 0) throw new UsageError(`${digits.length} hex digits are no whole bytes: each byte has two`);
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(`${digits[2 * i]}${digits[2 * i + 1]}`, 16));
}
