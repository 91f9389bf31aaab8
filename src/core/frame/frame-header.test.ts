import { describe, expect, it } from "vitest";
import { hex } from "../testing/hex.ts";
import { decodeHeader, headerLength } from "./frame-header.ts";

describe("headerLength", () => {
  it.each([
    ["00", 2],
    ["7d", 2],
    ["7e", 4],
    ["7f", 10],
    ["80", 6],
    ["fd", 6],
    ["fe", 8],
    ["ff", 14],
  ])("5.2: a header whose second byte is %s has %i bytes", (second, length) => {
    expect(headerLength(hex(second)[0] as number)).toBe(length);
  });
});

describe("decodeHeader", () => {
  it("5.7: reads the header of the unmasked text message", () => {
    expect(decodeHeader(hex("81 05 48 65 6c 6c 6f"), 0)).toEqual({
      firstByte: 0x81,
      secondByte: 0x05,
      fin: true,
      rsv: 0,
      opcode: 0x1,
      masked: false,
      lengthBytes: 0,
      payloadLength: 5,
      lengthTopBit: false,
      maskingKey: 0,
    });
  });

  it("5.7: reads the masking key of the masked text message", () => {
    expect(decodeHeader(hex("81 85 37 fa 21 3d 7f 9f 4d 51 58"), 0)).toMatchObject({
      masked: true,
      payloadLength: 5,
      maskingKey: 0x37fa213d,
    });
  });

  it("5.7: sees that the first fragment is not the last, and that the second continues it", () => {
    const bytes = hex("01 03 48 65 6c 80 02 6c 6f");
    expect(decodeHeader(bytes, 0)).toMatchObject({ fin: false, opcode: 0x1, payloadLength: 3 });
    expect(decodeHeader(bytes, 5)).toMatchObject({ fin: true, opcode: 0x0, payloadLength: 2 });
  });

  it("5.7: reads lengths of 16 and of 64 bits", () => {
    expect(decodeHeader(hex("82 7e 01 00"), 0)).toMatchObject({ lengthBytes: 2, payloadLength: 256 });
    expect(decodeHeader(hex("82 7f 00 00 00 00 00 01 00 00"), 0)).toMatchObject({ lengthBytes: 8, payloadLength: 65536 });
  });

  it("5.2: finds the masking key behind a longer length", () => {
    expect(decodeHeader(hex("82 fe 01 00 ff 00 00 01"), 0).maskingKey >>> 0).toBe(0xff000001);
    expect(decodeHeader(hex("82 ff 00 00 00 00 00 01 00 00 01 02 03 04"), 0).maskingKey).toBe(0x01020304);
  });

  it("5.2: reads 64-bit lengths exactly up to 2^53 - 1", () => {
    expect(decodeHeader(hex("82 7f 00 1f ff ff ff ff ff ff"), 0).payloadLength).toBe(Number.MAX_SAFE_INTEGER);
    expect(decodeHeader(hex("82 7f 00 00 00 01 80 00 00 00"), 0).payloadLength).toBe(0x1_8000_0000);
  });

  it("5.2: describes a top bit that must be zero without judging it", () => {
    expect(decodeHeader(hex("82 7f 80 00 00 00 00 00 00 00"), 0)).toMatchObject({ lengthTopBit: true, payloadLength: 2 ** 63 });
    expect(decodeHeader(hex("82 7e 80 00"), 0)).toMatchObject({ lengthTopBit: false, payloadLength: 0x8000 });
  });

  it.each([
    ["c1", 4],
    ["a1", 2],
    ["91", 1],
    ["f1", 7],
  ])("5.2: a first byte %s has the reserved bits %i", (first, rsv) => {
    expect(decodeHeader(hex(`${first} 00`), 0).rsv).toBe(rsv);
  });
});
