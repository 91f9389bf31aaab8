import { describe, expect, it } from "vitest";
import type { Violation } from "../blame.ts";
import { statusOfFailure, statusOfReply } from "./close-status.ts";

const violation: Violation = {
  blame: "peer",
  requirement: "rfc6455/5.2/opcode-known",
  detail: "reserved opcode 3",
  closeCode: 1002,
  byteOffset: 7,
};

describe("statusOfFailure", () => {
  it("7.1.7: says what was wrong and where it is written", () => {
    expect(statusOfFailure(violation)).toEqual({ code: 1002, reason: "reserved opcode 3 (RFC 6455, section 5.2)" });
  });

  it("5.5: cuts a reason to the 123 bytes a Close frame has room for", () => {
    const { reason } = statusOfFailure({ ...violation, detail: "x".repeat(200) });
    expect(reason).toBe("x".repeat(123));
  });

  it("5.5.1: keeps to ASCII, so that cutting cannot break a character", () => {
    expect(statusOfFailure({ ...violation, detail: "a\u00e9\u20ac\n" }).reason).toBe("a??? (RFC 6455, section 5.2)");
  });

  it("names our own promise where a limit was exceeded", () => {
    const failure = { ...violation, blame: "policy", requirement: "ours/limits/fragments", detail: "too many", closeCode: 1008 } as const;
    expect(statusOfFailure(failure)).toEqual({ code: 1008, reason: "too many (our promise (limits))" });
  });
});

describe("statusOfReply", () => {
  it("5.5.1: echoes the status code that came, without the reason", () => {
    expect(statusOfReply({ code: 4001, reason: "bye" })).toEqual({ code: 4001, reason: "" });
  });

  it("5.5.1: answers an empty body with an empty one", () => {
    expect(statusOfReply({ code: 1005, reason: "" })).toBeUndefined();
  });
});
