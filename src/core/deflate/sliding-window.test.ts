import { describe, expect, it } from "vitest";
import { hex, toHex } from "../testing/hex.ts";
import { SlidingWindow } from "./sliding-window.ts";

describe("SlidingWindow", () => {
  it("has the last bytes of all that were pushed", () => {
    const window = new SlidingWindow(4);
    const seen = ["01", "02 03", "", "04 05", "06 07 08 09 0a 0b", "0c"].map((bytes) => {
      window.push(hex(bytes));
      return toHex(window.bytes);
    });
    expect(seen).toEqual(["01", "01 02 03", "01 02 03", "02 03 04 05", "08 09 0a 0b", "09 0a 0b 0c"]);
  });

  it("is empty at first, and when it was cleared", () => {
    const window = new SlidingWindow(256);
    expect(window.bytes).toHaveLength(0);
    window.push(hex("01 02"));
    window.clear();
    expect(window.bytes).toHaveLength(0);
    window.push(hex("03"));
    expect(toHex(window.bytes)).toBe("03");
  });

  it("keeps a copy, and no more memory than twice its size", () => {
    const window = new SlidingWindow(1000);
    const bytes = new Uint8Array(700);
    for (let i = 0; i < 50; i++) {
      bytes.fill(i);
      window.push(bytes);
    }
    bytes.fill(0xff);
    expect([...window.bytes.subarray(0, 300), ...window.bytes.subarray(300)]).toEqual([
      ...new Array<number>(300).fill(48),
      ...new Array<number>(700).fill(49),
    ]);
    expect(window.bytes.buffer.byteLength).toBe(2000);
  });
});
