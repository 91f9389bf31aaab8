import fc from "fast-check";

/** How TCP may cut a stream: the lengths of its segments, over and over again. Not all of them are zero. */
export type Chunking = readonly number[];

/** The whole stream at once, every byte alone, and random cuts, empty segments included. */
export const chunkings = (): fc.Arbitrary<Chunking> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant([1]) },
    { weight: 1, arbitrary: fc.constant([0x100_0000]) },
    { weight: 4, arbitrary: segmentLengths(4) },
    { weight: 4, arbitrary: segmentLengths(80) },
    { weight: 1, arbitrary: segmentLengths(0x1_0000) },
  );

const segmentLengths = (max: number): fc.Arbitrary<Chunking> =>
  fc.array(fc.nat(max), { minLength: 1, maxLength: 12 }).map((lengths) => (lengths.some((length) => length > 0) ? lengths : [1]));

/** Cuts a stream; each segment is an array of its own, as a receiver may change it in place. */
export function cut(bytes: Uint8Array, chunking: Chunking): Uint8Array[] {
  const segments: Uint8Array[] = [];
  for (let start = 0, i = 0; start < bytes.length; i++) {
    const length = chunking[i % chunking.length] as number;
    segments.push(bytes.slice(start, start + length));
    start += length;
  }
  return segments;
}
