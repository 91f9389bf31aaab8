import { expect, it } from "vitest";
import { excerptOf } from "./wire-log.ts";

it("an excerpt keeps its own bytes only, also of what a socket has read", () => {
  const read = Buffer.alloc(64 * 1024, 0x2a);
  const { length, head } = excerptOf(read);
  expect(length).toBe(64 * 1024);
  expect(head).toEqual(new Uint8Array(64).fill(0x2a));
  expect(head.buffer.byteLength).toBe(64);
});
