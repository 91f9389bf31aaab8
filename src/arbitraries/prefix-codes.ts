import fc from "fast-check";

const codeBitsMax = 15;

/** Code lengths that leave nothing unused, by symbol: codes that are split in two, one after the other, and some symbols without a code. */
export const completeCodes = (): fc.Arbitrary<number[]> =>
  fc
    .tuple(
      fc.array(fc.oneof(fc.nat(287), fc.constant(0)), { minLength: 1, maxLength: 287, size: "max" }),
      fc.array(fc.nat(287), { maxLength: 10 }),
    )
    .map(([splits, unused]) => {
      const lengths = [0];
      for (const place of splits) {
        const at = place % lengths.length;
        const length = (lengths[at] as number) + 1;
        if (length <= codeBitsMax) lengths.splice(at, 1, length, length);
      }
      for (const place of unused) lengths.splice(place % lengths.length, 0, 0);
      return lengths;
    });
