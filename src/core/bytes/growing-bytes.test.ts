import { describe, expect, it } from "vitest";
import { hex } from "../testing/hex.ts";
import { GrowingBytes } from "./growing-bytes.ts";

const unknown = 0;

describe("GrowingBytes", () => {
  it("joins pieces in order", () => {
    const bytes = new GrowingBytes();
    for (const piece of ["48 65", "", "6c 6c", "6f"]) bytes.append(hex(piece), unknown);
    expect(bytes.length).toBe(5);
    expect(Buffer.from(bytes.take()).toString()).toBe("Hello");
  });

  it("starts anew once it has handed over", () => {
    const bytes = new GrowingBytes();
    bytes.append(hex("01 02"), unknown);
    const first = bytes.take();
    expect(bytes.length).toBe(0);
    bytes.append(hex("03"), unknown);
    expect(bytes.take()).toEqual(hex("03"));
    expect(first).toEqual(hex("01 02"));
  });

  it("hands over nothing as an empty array", () => {
    expect(new GrowingBytes().take()).toEqual(new Uint8Array(0));
  });

  it("reserves at most twice what has arrived where the total is unknown", () => {
    const bytes = new GrowingBytes();
    bytes.append(new Uint8Array(1000), unknown);
    expect(bytes.take().buffer.byteLength).toBe(2000);
  });

  it("reserves at most twice what has arrived, however large a total was announced", () => {
    const bytes = new GrowingBytes();
    bytes.append(new Uint8Array(1000), Number.MAX_SAFE_INTEGER);
    expect(bytes.take().buffer.byteLength).toBe(2000);
  });

  it("reserves no more than the total announced", () => {
    const bytes = new GrowingBytes();
    bytes.append(new Uint8Array(700), 1000);
    bytes.append(new Uint8Array(300), 1000);
    const taken = bytes.take();
    expect(taken.length).toBe(1000);
    expect(taken.buffer.byteLength).toBe(1000);
  });

  it("reserves nothing new while there is room", () => {
    const bytes = new GrowingBytes();
    for (let i = 0; i < 2; i++) bytes.append(new Uint8Array(500), unknown);
    expect(bytes.take().buffer.byteLength).toBe(1000);
  });

  it("reserves no more than the first piece where that is all", () => {
    const bytes = new GrowingBytes();
    bytes.append(new Uint8Array(1000), 1000);
    expect(bytes.take().buffer.byteLength).toBe(1000);
  });

  it("keeps what was there when it grows", () => {
    const bytes = new GrowingBytes();
    for (let i = 0; i < 500; i++) bytes.append(Uint8Array.of(i & 0xff), unknown);
    expect(bytes.take()).toEqual(Uint8Array.from({ length: 500 }, (_, i) => i & 0xff));
  });
});
