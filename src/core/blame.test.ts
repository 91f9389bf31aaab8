import { describe, expect, it } from "vitest";
import {
  describeFailure,
  failureError,
  ImpossibleError,
  type LimitExceeded,
  LimitExceededError,
  type Misuse,
  MisuseError,
  type Violation,
  ViolationError,
} from "./blame.ts";

const violation: Violation = {
  blame: "peer",
  requirement: "rfc6455/5.2/opcode-known",
  detail: "reserved opcode 4",
  closeCode: 1002,
  byteOffset: 130,
};
const limit: LimitExceeded = {
  blame: "policy",
  requirement: "ours/limits/fragments",
  detail: "3 fragments",
  closeCode: 1008,
  byteOffset: 9,
};
const misuse: Misuse = { blame: "caller", requirement: "rfc6455/6.1/open-before-sending", detail: "sending too early" };

describe("a failure", () => {
  it("7.1.7: in one line says what, where in the stream, where in which document, and with which close code", () => {
    expect(describeFailure(violation)).toBe("reserved opcode 4 at byte 130 (RFC 6455, section 5.2; close code 1002)");
    expect(describeFailure(limit)).toBe("3 fragments at byte 9 (our promise (limits); close code 1008)");
  });

  it("is thrown as what its blame says", () => {
    const thrown = failureError(violation);
    expect(thrown).toBeInstanceOf(ViolationError);
    expect(thrown).toMatchObject({ name: "ViolationError", violation, message: describeFailure(violation) });
    const exceeded = failureError(limit);
    expect(exceeded).toBeInstanceOf(LimitExceededError);
    expect(exceeded).toMatchObject({ name: "LimitExceededError", limit, message: describeFailure(limit) });
  });
});

describe("a misuse", () => {
  it("is thrown with the section that forbids it", () => {
    expect(new MisuseError(misuse)).toMatchObject({ name: "MisuseError", misuse, message: "sending too early (RFC 6455, section 6.1)" });
  });
});

describe("the impossible", () => {
  it("is an error with a name of its own", () => {
    expect(new ImpossibleError("two twos")).toMatchObject({ name: "ImpossibleError", message: "two twos" });
  });
});
