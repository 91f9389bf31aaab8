const chunkLength = 8192;

/** Bytes as the characters U+0000 to U+00FF: how HTTP heads are read and written. */
export function latin1FromBytes(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += chunkLength) {
    text += String.fromCharCode(...bytes.subarray(start, start + chunkLength));
  }
  return text;
}

/** Characters up to U+00FF as bytes. */
export function bytesFromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

const replacement = 0xfffd;

/** Text as UTF-8; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.codePointAt(i) as number;
    if (unit > 0xffff) i++;
    length = putCodePoint(bytes, length, unit >= 0xd800 && unit <= 0xdfff ? replacement : unit);
  }
  return bytes.slice(0, length);
}

function putCodePoint(bytes: Uint8Array, at: number, point: number): number {
  if (point < 0x80) {
    bytes[at] = point;
    return at + 1;
  }
  const continuations = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  const lead = [0, 0xc0, 0xe0, 0xf0][continuations] as number;
  bytes[at] = lead | (point >> (6 * continuations));
  for (let i = 1; i <= continuations; i++) bytes[at + i] = 0x80 | ((point >> (6 * (continuations - i))) & 0x3f);
  return at + 1 + continuations;
}

/** Valid UTF-8 as text. The bytes must have been validated. */
export function decodeUtf8(bytes: Uint8Array): string {
  const units: string[] = [];
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] as number;
    const continuations = lead <= 0x7f ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    let point = continuations === 0 ? lead : lead & (0x3f >> continuations);
    for (let k = 1; k <= continuations; k++) point = (point << 6) | ((bytes[i + k] as number) & 0x3f);
    units.push(String.fromCodePoint(point));
    i += 1 + continuations;
  }
  return units.join("");
}
