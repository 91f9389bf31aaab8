import fc from "fast-check";

/** Masking keys: any four bytes, and the ones that change nothing or every bit. */
export const maskingKeys = (): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.uint8Array({ minLength: 4, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom(0x00, 0xff, 0x80).map((octet) => new Uint8Array(4).fill(octet)) },
  );
