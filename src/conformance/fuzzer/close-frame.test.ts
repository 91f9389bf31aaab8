import { describe, expect, it } from "vitest";
import { closeCodeOf } from "../../core/fault.ts";
import { hex } from "../cases/steps.ts";
import { readCloseFrame } from "./close-frame.ts";

const violatedBy = (body: Uint8Array) => readCloseFrame(body).faults.map(({ requirement }) => closeCodeOf(requirement));

/** As Autobahn has always seen it; the registry has grown since. */
const isLegal = (code: number): boolean =>
  code >= 1000 && code < 5000 && (code >= 3000 || [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011].includes(code));

describe("the body of a Close frame", () => {
  it("every status code is judged as Autobahn judges it", () => {
    const codes = Array.from({ length: 0x1_0000 }, (_, code) => code);
    const accepted = codes.filter((code) => violatedBy(Uint8Array.of(code >> 8, code)).length === 0);
    expect(accepted).toEqual(codes.filter(isLegal));
    expect(violatedBy(hex("03 ed"))).toEqual([1002]);
  });

  it("empty, or too short for a code: nothing is known and nothing blamed here", () => {
    expect(readCloseFrame(hex(""))).toEqual({ code: null, reason: null, faults: [] });
    expect(readCloseFrame(hex("03"))).toEqual({ code: null, reason: null, faults: [] });
  });

  it("a code alone comes without a reason", () => {
    expect(readCloseFrame(hex("03 e8"))).toEqual({ code: 1000, reason: null, faults: [] });
  });

  it("a reason is decoded", () => {
    expect(readCloseFrame(hex("0f a0 c3 a4")).reason).toBe("ä");
  });

  it("a reason that is not UTF-8, or not complete, is blamed with 1007", () => {
    expect(violatedBy(hex("03 e8 ff"))).toEqual([1007]);
    expect(violatedBy(hex("03 e8 c3"))).toEqual([1007]);
  });

  it("both may be wrong: the code is blamed first", () => {
    expect(violatedBy(hex("00 00 ff"))).toEqual([1002, 1007]);
  });
});
