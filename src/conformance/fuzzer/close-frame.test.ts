import { describe, expect, it } from "vitest";
import { hex } from "../../core/testing/hex.ts";
import { closeBody, closeFrameSays } from "./close-frame.ts";

describe("what a Close frame says", () => {
  it.each([
    ["", null, null],
    ["03", null, null],
    ["03 e8", 1000, null],
    ["03 e8 6f 6b", 1000, "ok"],
    ["03 ed", 1005, null],
    ["03 e8 ff", 1000, null],
  ])("5.5.1: %s is code %s and reason %s", (body, code, reason) => {
    expect(closeFrameSays(hex(body))).toEqual({ code, reason });
  });
});

it("5.5.1: a reason is cut to what a control frame has room for", () => {
  expect(closeBody(1000, "x".repeat(200))).toHaveLength(125);
});
