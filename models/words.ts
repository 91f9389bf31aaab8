const pairs = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, "0"));

/** Bytes in hex, so that lines can be compared and read; nothing is a dash. */
export function hexOf(bytes: Uint8Array): string {
  let hex = "";
  for (const octet of bytes) hex += pairs[octet];
  return hex || "-";
}

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
