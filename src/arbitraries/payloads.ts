import fc from "fast-check";

// Lengths at which something changes: the native UTF-8 check and word-wise masking at 48, and the three forms of a length.
const turningPoints = [0, 1, 2, 3, 4, 47, 48, 49, 125, 126, 127];

/** Payload lengths: mostly short, often where something changes, rarely long enough for the 64-bit form. */
const payloadLengths = (max = 0x1_0001): fc.Arbitrary<number> =>
  fc
    .oneof(
      { weight: 20, arbitrary: fc.nat(20) },
      { weight: 8, arbitrary: fc.constantFrom(...turningPoints) },
      { weight: 3, arbitrary: fc.nat(300) },
      { weight: 1, arbitrary: fc.constantFrom(0xffff, 0x1_0000, 0x1_0001) },
    )
    .map((length) => Math.min(length, max));

/** Bytes of any value. Long ones repeat a short pattern, so that they are quick to make and to shrink. */
export const payloads = (lengthMax?: number): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(payloadLengths(lengthMax), fc.uint8Array({ minLength: 1, maxLength: 31 }))
    .map(([length, pattern]) => Uint8Array.from({ length }, (_, i) => pattern[i % pattern.length] as number));
