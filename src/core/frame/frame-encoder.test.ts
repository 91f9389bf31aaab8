import { describe, expect, it } from "vitest";
import { hex, toHex } from "../testing/hex.ts";
import { encodeFrame, encodeHeader, keyWord } from "./frame-encoder.ts";

const hello = hex("48 65 6c 6c 6f");
const maskingKey = hex("37 fa 21 3d");

describe("encodeFrame", () => {
  it("5.7: writes the unmasked text message", () => {
    expect(toHex(encodeFrame({ fin: true, rsv: 0, opcode: 1, payload: hello }))).toBe("81 05 48 65 6c 6c 6f");
  });

  it("5.7: writes the masked text message", () => {
    expect(toHex(encodeFrame({ fin: true, rsv: 0, opcode: 1, payload: hello, maskingKey }))).toBe("81 85 37 fa 21 3d 7f 9f 4d 51 58");
  });

  it("5.7: writes the two fragments", () => {
    expect(toHex(encodeFrame({ fin: false, rsv: 0, opcode: 1, payload: hex("48 65 6c") }))).toBe("01 03 48 65 6c");
    expect(toHex(encodeFrame({ fin: true, rsv: 0, opcode: 0, payload: hex("6c 6f") }))).toBe("80 02 6c 6f");
  });

  it("5.7: writes the Ping and its masked answer", () => {
    expect(toHex(encodeFrame({ fin: true, rsv: 0, opcode: 9, payload: hello }))).toBe("89 05 48 65 6c 6c 6f");
    expect(toHex(encodeFrame({ fin: true, rsv: 0, opcode: 10, payload: hello, maskingKey }))).toBe("8a 85 37 fa 21 3d 7f 9f 4d 51 58");
  });

  it("5.7: writes the 256 bytes and the 64 KiB of binary data with their longer lengths", () => {
    const short = encodeFrame({ fin: true, rsv: 0, opcode: 2, payload: new Uint8Array(256) });
    const long = encodeFrame({ fin: true, rsv: 0, opcode: 2, payload: new Uint8Array(65536) });
    expect([toHex(short.subarray(0, 4)), short.length]).toEqual(["82 7e 01 00", 260]);
    expect([toHex(long.subarray(0, 10)), long.length]).toEqual(["82 7f 00 00 00 00 00 01 00 00", 65546]);
  });

  it("5.3: copies the payload and leaves the caller's bytes as they were", () => {
    const payload = Uint8Array.from({ length: 200 }, (_, i) => i);
    encodeFrame({ fin: true, rsv: 0, opcode: 2, payload, maskingKey });
    expect(payload).toEqual(Uint8Array.from({ length: 200 }, (_, i) => i));
  });
});

describe("encodeHeader", () => {
  it.each([
    [0, "82 00"],
    [125, "82 7d"],
    [126, "82 7e 00 7e"],
    [65535, "82 7e ff ff"],
    [65536, "82 7f 00 00 00 00 00 01 00 00"],
    [2 ** 32, "82 7f 00 00 00 01 00 00 00 00"],
    [Number.MAX_SAFE_INTEGER, "82 7f 00 1f ff ff ff ff ff ff"],
  ])("5.2: writes the length %i in the shortest form", (length, header) => {
    expect(toHex(encodeHeader({ fin: true, rsv: 0, opcode: 2 }, length))).toBe(header);
  });

  it("5.2: puts each reserved bit and the masking key in its place", () => {
    expect(toHex(encodeHeader({ fin: false, rsv: 4, opcode: 1 }, 0))).toBe("41 00");
    expect(toHex(encodeHeader({ fin: false, rsv: 1, opcode: 1 }, 0))).toBe("11 00");
    expect(toHex(encodeHeader({ fin: true, rsv: 0, opcode: 2, maskingKey }, 300))).toBe("82 fe 01 2c 37 fa 21 3d");
  });
});

describe("keyWord", () => {
  it("5.3: has the first octet of the key in front", () => {
    expect(keyWord(maskingKey)).toBe(0x37fa213d);
  });
});
