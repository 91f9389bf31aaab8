import { expect, it } from "vitest";
import { hexByte, hexOf } from "./hex.ts";

it("bytes are two digits each, in lower case, also the small ones", () => {
  expect(hexByte(0x0a)).toBe("0a");
  expect(hexOf(Uint8Array.of(0, 15, 255))).toBe("000fff");
  expect(hexOf(Uint8Array.of(0, 15, 255), " ")).toBe("00 0f ff");
  expect(hexOf(new Uint8Array(0))).toBe("");
});
