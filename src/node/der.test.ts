import { describe, expect, it } from "vitest";
import { bitString, boolean, integer, nothing, objectIdentifier, octetString, sequence, tagged, time, utf8String } from "./der.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const zeros = (count: number): Uint8Array => new Uint8Array(count);

describe("DER (X.690)", () => {
  it.each([
    ["0 bytes", 0, "0400"],
    ["127 bytes", 127, "047f"],
    ["128 bytes", 128, "048180"],
    ["255 bytes", 255, "0481ff"],
    ["256 bytes", 256, "04820100"],
    ["65536 bytes", 65_536, "0483010000"],
  ])("8.1.3: the length of %s takes as few bytes as it can", (_, count, head) => {
    expect(hex(octetString(zeros(count)))).toBe(head + "00".repeat(count));
  });

  it.each([
    ["00", "020100"],
    ["0000", "020100"],
    ["7f", "02017f"],
    ["80", "02020080"],
    ["0080", "02020080"],
    ["00007f", "02017f"],
    ["ff00", "020300ff00"],
  ])("8.3: the number %s is never negative, and has no zeros in front", (bytes, encoded) => {
    expect(hex(integer(Buffer.from(bytes, "hex")))).toBe(encoded);
  });

  it.each([
    ["2.5.29.17", "0603551d11"],
    ["1.2.840.113549.1.1.11", "06092a864886f70d01010b"],
    ["2.100.3", "0603813403"],
  ])("8.19: the object identifier %s", (dotted, encoded) => {
    expect(hex(objectIdentifier(dotted))).toBe(encoded);
  });

  it("has a tag for each kind of value", () => {
    expect(hex(sequence(boolean(true), boolean(false), nothing()))).toBe("30080101ff0101000500");
    expect(hex(tagged(0xa0, utf8String("é"), bitString(Buffer.of(0xa0))))).toBe("a0080c02c3a9030200a0");
  });

  it("RFC 5280, section 4.1.2.5: a time has two digits for the year until 2049, and four from 2050 on", () => {
    expect(time(new Date("2049-12-31T23:59:59.999Z")).subarray(1).toString("latin1")).toBe("\r491231235959Z");
    expect(time(new Date("2050-01-01T00:00:00Z")).subarray(1).toString("latin1")).toBe("\x0f20500101000000Z");
    expect([time(new Date("2049-12-31T00:00:00Z"))[0], time(new Date("2050-01-01T00:00:00Z"))[0]]).toEqual([0x17, 0x18]);
  });
});
