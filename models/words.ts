/** Bytes in hex, so that lines can be compared and read; nothing is a dash. */
export const hexOf = (bytes: Uint8Array): string =>
  bytes.length === 0 ? "-" : Array.from(bytes, (octet) => octet.toString(16).padStart(2, "0")).join("");

/** Parts, one after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
