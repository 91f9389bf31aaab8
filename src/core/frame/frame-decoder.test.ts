import { describe, expect, it } from "vitest";
import { hex, toHex } from "../testing/hex.ts";
import { FrameDecoder } from "./frame-decoder.ts";

/** Every token until the bytes are used up: headers as opcode and length, pieces of payload as hex with their place. */
function tokensOf(decoder: FrameDecoder): string[] {
  const tokens: string[] = [];
  for (;;) {
    const token = decoder.next();
    if (token === "starved") return tokens;
    if (token === "header") tokens.push(`header ${decoder.header.opcode} of ${decoder.header.payloadLength}`);
    else tokens.push(`payload ${decoder.payloadOffset}: ${toHex(decoder.payload)}${decoder.frameIsComplete ? " end" : ""}`);
  }
}

function decode(...segments: string[]): string[] {
  const decoder = new FrameDecoder();
  return segments.flatMap((segment) => {
    decoder.push(hex(segment));
    return tokensOf(decoder);
  });
}

describe("FrameDecoder", () => {
  it("has no header before one has come, and says so", () => {
    expect(() => new FrameDecoder().header).toThrow("a header is asked for before there is one");
  });

  it("5.7: reads the unmasked and the masked text message", () => {
    const hello = ["header 1 of 5", "payload 0: 48 65 6c 6c 6f end"];
    expect(decode("81 05 48 65 6c 6c 6f")).toEqual(hello);
    expect(decode("81 85 37 fa 21 3d 7f 9f 4d 51 58")).toEqual(hello);
  });

  it("5.7: reads both fragments from one segment", () => {
    expect(decode("01 03 48 65 6c 80 02 6c 6f")).toEqual([
      "header 1 of 3",
      "payload 0: 48 65 6c end",
      "header 0 of 2",
      "payload 0: 6c 6f end",
    ]);
  });

  it("5.2: an empty frame has one empty piece of payload, even at the end of the bytes", () => {
    expect(decode("82 00")).toEqual(["header 2 of 0", "payload 0:  end"]);
    expect(decode("82 80 37 fa 21 3d 89 80 00 00 00 00")).toEqual(["header 2 of 0", "payload 0:  end", "header 9 of 0", "payload 0:  end"]);
  });

  it("hands out the pieces of a payload as they come, each with its place in the frame", () => {
    expect(decode("82 05 01 02", "03", "", "04 05 89 00")).toEqual([
      "header 2 of 5",
      "payload 0: 01 02",
      "payload 2: 03",
      "payload 3: 04 05 end",
      "header 9 of 0",
      "payload 0:  end",
    ]);
  });

  it("5.3: goes on with the right octet of the masking key after a cut", () => {
    expect(decode("81 85 37 fa 21 3d 7f", "9f 4d", "51 58")).toEqual([
      "header 1 of 5",
      "payload 0: 48",
      "payload 1: 65 6c",
      "payload 3: 6c 6f end",
    ]);
  });

  it.each([
    "81 85 37 fa 21 3d 7f 9f 4d 51 58",
    "82 fe 00 05 37 fa 21 3d 7f 9f 4d 51 58",
    "82 ff 00 00 00 00 00 00 00 05 37 fa 21 3d 7f 9f 4d 51 58",
    "82 7f 00 00 00 00 00 00 00 05 48 65 6c 6c 6f",
  ])("5.2: reads %s the same byte by byte", (wire) => {
    const [header, ...pieces] = decode(...wire.split(" "));
    expect(header).toBe(decode(wire)[0]);
    expect(pieces).toEqual(["payload 0: 48", "payload 1: 65", "payload 2: 6c", "payload 3: 6c", "payload 4: 6f end"]);
  });

  it("takes segments faster than they are read", () => {
    const decoder = new FrameDecoder();
    for (const segment of ["82", "03", "", "01", "02 03 8a", "00"]) decoder.push(hex(segment));
    expect(tokensOf(decoder)).toEqual(["header 2 of 3", "payload 0: 01", "payload 1: 02 03 end", "header 10 of 0", "payload 0:  end"]);
  });

  it("keeps the order of the segments when another one comes in between", () => {
    const decoder = new FrameDecoder();
    decoder.push(hex("82 01 aa"));
    decoder.push(hex("82 01 bb"));
    expect([decoder.next(), decoder.next(), toHex(decoder.payload)]).toEqual(["header", "payload", "aa"]);
    decoder.push(hex("82 01 cc"));
    expect(tokensOf(decoder)).toEqual(["header 2 of 1", "payload 0: bb end", "header 2 of 1", "payload 0: cc end"]);
  });

  it("takes any number of empty segments", () => {
    const decoder = new FrameDecoder();
    decoder.push(hex("82"));
    for (let i = 0; i < 20_000; i++) decoder.push(new Uint8Array(0));
    decoder.push(hex("00"));
    expect(tokensOf(decoder)).toEqual(["header 2 of 0", "payload 0:  end"]);
  });

  it("shows the bytes of a header that is not complete, and the position of the next byte", () => {
    const decoder = new FrameDecoder();
    decoder.push(hex("8a 00 82 7e 01"));
    expect(tokensOf(decoder)).toEqual(["header 10 of 0", "payload 0:  end"]);
    expect(toHex(decoder.partialHeader)).toBe("82 7e 01");
    expect(decoder.byteOffset).toBe(5);
    decoder.push(hex("00 ff"));
    expect(tokensOf(decoder)).toEqual(["header 2 of 256", "payload 0: ff"]);
    expect(decoder.partialHeader).toHaveLength(0);
    expect(decoder.byteOffset).toBe(7);
  });

  it("never copies a payload: a piece is a view of the bytes that were pushed", () => {
    const decoder = new FrameDecoder();
    const bytes = hex("81 85 37 fa 21 3d 7f 9f 4d 51 58");
    decoder.push(bytes);
    tokensOf(decoder);
    expect(decoder.payload.buffer).toBe(bytes.buffer);
    expect(decoder.payload.byteOffset).toBe(6);
  });

  it("5.3: unmasks a long payload that begins at any position of its segment", () => {
    for (let before = 0; before < 4; before++) {
      const decoder = new FrameDecoder();
      decoder.push(hex(`${"8a 00 ".repeat(before)} 82 fe 01 00 37 fa 21 3d ${"37 fa 21 3d ".repeat(64)}`));
      const tokens = tokensOf(decoder);
      expect(tokens.at(-1)).toBe(`payload 0: ${"00 ".repeat(256)}end`);
    }
  });

  it("judges nothing: whatever the bits say, it reads on", () => {
    expect(decode("f3 01 ff 7f 7e 00 01 aa")).toEqual(["header 3 of 1", "payload 0: ff end", "header 15 of 1", "payload 0: aa end"]);
  });
});
