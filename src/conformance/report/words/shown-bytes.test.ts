import { describe, expect, it } from "vitest";
import { excerptOf } from "../../fuzzer/seen/wire-log.ts";
import { bytesOf } from "../testing/sample-result.ts";
import { hexForm, textForm } from "./shown-bytes.ts";

const stars = (count: number) => excerptOf(new Uint8Array(count).fill(0x2a));

describe("up to 64 bytes are shown, and more than 60 are marked", () => {
  it.each([
    [59, 59, ""],
    [60, 60, ""],
    [61, 61, " ..."],
    [64, 64, " ..."],
    [65, 64, " ..."],
    [100_000, 64, " ..."],
  ])("%i bytes", (length, shown, mark) => {
    expect(hexForm(stars(length))).toBe("2a".repeat(shown) + mark);
    expect(textForm(stars(length))).toBe("*".repeat(shown) + mark);
  });
});

it("shows nothing for no bytes", () => {
  expect([hexForm(excerptOf(new Uint8Array(0))), textForm(excerptOf(new Uint8Array(0)))]).toEqual(["", ""]);
});

it("shows bytes that are not UTF-8 in hex", () => {
  expect(textForm(excerptOf(bytesOf("03e8")))).toBe("0x03e8");
  expect(textForm(excerptOf(bytesOf("eda080")))).toBe("0xeda080");
});

it("shows a byte order mark as what it is, a character", () => {
  expect(textForm(excerptOf(bytesOf("efbbbf41")))).toBe("\ufeffA");
});

it("falls back to hex when the cut after 64 bytes splits a character", () => {
  const text = bytesOf(`${"2a".repeat(63)}c3a9`);
  expect(textForm(excerptOf(text))).toBe(`0x${"2a".repeat(63)}c3 ...`);
});
