/** ASN.1 in the distinguished encoding rules (X.690), as far as a certificate needs it. Each function returns one encoded value. */

/** A value under a tag: its length, then its content. */
export function tagged(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.of(tag, ...lengthBytes(length)), ...content]);
}

/** Below 128 the length itself; above, how many bytes it takes, then these. */
const lengthBytes = (length: number): readonly number[] => {
  if (length < 0x80) return [length];
  const bytes = bigEndian(length, 8);
  return [0x80 | bytes.length, ...bytes];
};

/** The digits of a number, of so many bits each, without zeros in front. */
function bigEndian(number: number, bitsOfDigit: number): readonly number[] {
  const digits = [number % 2 ** bitsOfDigit];
  for (let rest = Math.floor(number / 2 ** bitsOfDigit); rest > 0; rest = Math.floor(rest / 2 ** bitsOfDigit))
    digits.unshift(rest % 2 ** bitsOfDigit);
  return digits;
}

export const sequence = (...members: readonly Uint8Array[]): Buffer => tagged(0x30, ...members);

export const set = (...members: readonly Uint8Array[]): Buffer => tagged(0x31, ...members);

export const boolean = (value: boolean): Buffer => tagged(0x01, Buffer.of(value ? 0xff : 0));

/** A number of 0 or more, from its bytes: no zeros in front, but one where the first bit would make it negative. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.of(0) : bytes.subarray(first);
  return (digits[0] as number) < 0x80 ? tagged(0x02, digits) : tagged(0x02, Buffer.of(0), digits);
}

/** Whole bytes as bits; the first byte of the content says that none is unused. */
export const bitString = (bytes: Uint8Array): Buffer => tagged(0x03, Buffer.of(0), bytes);

export const octetString = (bytes: Uint8Array): Buffer => tagged(0x04, bytes);

export const nothing = (): Buffer => tagged(0x05);

/** An object identifier, from its numbers with dots between them. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  const digits = [first * 40 + second, ...others].flatMap((arc) =>
    bigEndian(arc, 7).map((digit, i, all) => (i === all.length - 1 ? digit : digit | 0x80)),
  );
  return tagged(0x06, Buffer.from(digits));
}

export const utf8String = (text: string): Buffer => tagged(0x0c, Buffer.from(text));

/** RFC 5280, section 4.1.2.5: to the second in UTC, with two digits for the year before 2050 and four from then on. */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;
  return date.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits));
}
