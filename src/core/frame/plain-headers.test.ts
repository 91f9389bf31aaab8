import { describe, expect, it } from "vitest";
import { decodeHeader, headerBytesMax } from "./frame-header.ts";
import { brokenHeaderRules, type HeaderPolicy } from "./header-rules.ts";
import { PlainHeaders, plainHeadersUnder } from "./plain-headers.ts";

const headerOf = (first: number, second: number) => decodeHeader(Uint8Array.of(first, second, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0);
const policies: readonly HeaderPolicy[] = [true, false].flatMap((expectMasked) => [0, 4].map((rsvInUse) => ({ expectMasked, rsvInUse })));

/** The first bytes of plain headers, in hex. */
const firstBytes = (policy: HeaderPolicy): string[] =>
  Array.from({ length: 0x100 }, (_, first) => first)
    .filter((first) => new PlainHeaders(policy).has(headerOf(first, policy.expectMasked ? 0x80 : 0)))
    .map((first) => first.toString(16));

describe("PlainHeaders", () => {
  it("5.2: has data frames and nothing else, with RSV1 where an extension uses it", () => {
    expect(firstBytes({ expectMasked: true, rsvInUse: 0 })).toEqual(["0", "1", "2", "80", "81", "82"]);
    expect(firstBytes({ expectMasked: true, rsvInUse: 4 })).toEqual(["0", "1", "2", "41", "42", "80", "81", "82", "c1", "c2"]);
  });

  it.each(policies)("5.2: has no header that breaks a rule under %j, and no longer form of the length", (policy) => {
    const plain = new PlainHeaders(policy);
    for (let first = 0; first < 0x100; first++) {
      for (let second = 0; second < 0x100; second++) {
        const header = headerOf(first, second);
        if (!plain.has(header)) continue;
        expect(brokenHeaderRules(header, policy, 0, headerBytesMax)).toEqual([]);
        expect(header.lengthBytes).toBe(0);
      }
    }
  });

  it("5.1: from a client has every masked short length, from a server every unmasked one", () => {
    for (let length = 0; length <= 125; length++) {
      for (const expectMasked of [true, false]) {
        const plain = plainHeadersUnder({ expectMasked, rsvInUse: 0 });
        expect([plain.has(headerOf(0x82, length)), plain.has(headerOf(0x82, 0x80 | length))]).toEqual([!expectMasked, expectMasked]);
      }
    }
  });

  it("is found out once for each policy", () => {
    for (const policy of policies) expect(plainHeadersUnder({ ...policy })).toBe(plainHeadersUnder(policy));
    expect(new Set(policies.map(plainHeadersUnder)).size).toBe(policies.length);
  });
});
