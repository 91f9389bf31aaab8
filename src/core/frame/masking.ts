/** Below this many bytes the word loop does not pay. */
const wordsPayFrom = 48;

/**
 * Section 5.3: masks or unmasks `bytes[start, end)` in place; doing it twice undoes it.
 * `offset` is the position of `bytes[start]` in the payload; `words` is the array's buffer as 32-bit words, made once per array.
 */
export function applyMask(bytes: Uint8Array, start: number, end: number, key: number, offset: number, words?: Int32Array): void {
  let at = start;
  if (words !== undefined && end - start >= wordsPayFrom) {
    const misaligned = (bytes.byteOffset + start) & 3;
    const aligned = misaligned === 0 ? start : start + 4 - misaligned;
    maskBytes(bytes, start, aligned, key, offset);
    const count = (end - aligned) >> 2;
    maskWords(words, (bytes.byteOffset + aligned) >> 2, count, wordKey(key, offset + aligned - start));
    at = aligned + 4 * count;
  }
  maskBytes(bytes, at, end, key, offset + at - start);
}

/** The buffer behind an array as 32-bit words, for `applyMask`; `undefined` where the array is too short to gain by it. */
export const wordsOf = (bytes: Uint8Array): Int32Array | undefined =>
  bytes.length < wordsPayFrom ? undefined : new Int32Array(bytes.buffer, 0, bytes.buffer.byteLength >> 2);

function maskBytes(bytes: Uint8Array, start: number, end: number, key: number, offset: number): void {
  let shift = 24 - 8 * (offset & 3);
  for (let i = start; i < end; i++) {
    bytes[i] = (bytes[i] as number) ^ (key >>> shift);
    shift = (shift - 8) & 24;
  }
}

function maskWords(words: Int32Array, start: number, count: number, key: number): void {
  let i = start;
  for (const eights = start + (count & ~7); i < eights; i += 8) {
    words[i] = (words[i] as number) ^ key;
    words[i + 1] = (words[i + 1] as number) ^ key;
    words[i + 2] = (words[i + 2] as number) ^ key;
    words[i + 3] = (words[i + 3] as number) ^ key;
    words[i + 4] = (words[i + 4] as number) ^ key;
    words[i + 5] = (words[i + 5] as number) ^ key;
    words[i + 6] = (words[i + 6] as number) ^ key;
    words[i + 7] = (words[i + 7] as number) ^ key;
  }
  for (const end = start + count; i < end; i++) words[i] = (words[i] as number) ^ key;
}

const keyBytes = new Uint8Array(4);
const keyWord = new Int32Array(keyBytes.buffer);

/** The key as a word for a position in the payload: masked zeros, read in the platform's byte order. */
function wordKey(key: number, offset: number): number {
  keyBytes.fill(0);
  maskBytes(keyBytes, 0, 4, key, offset);
  return keyWord[0] as number;
}
