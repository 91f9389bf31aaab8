import { describe, expect, it } from "vitest";
import { hex } from "../testing/hex.ts";
import { BitInput } from "./bit-input.ts";
import { DynamicCodes } from "./dynamic-codes.ts";

describe("DynamicCodes", () => {
  it("3.2.7: refuses a single code length code, which leaves the other half unused", () => {
    // HLIT = HDIST = HCLEN = 0, and of the lengths for 16, 17, 18 and 0 the third is one.
    const input = new BitInput();
    input.append(hex("00 00 10 00"));
    expect(new DynamicCodes().read(input)).toBe("code length code lengths that leave codes unused");
  });
});
