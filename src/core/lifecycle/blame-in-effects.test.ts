import { describe, expect, it } from "vitest";
import { refusalIn, violationIn } from "./blame-in-effects.ts";
import type { Effect } from "./transition-table.ts";

const requirement = "rfc6455/5.4/fragments-not-interleaved";
const said = { requirement, detail: "new message before the last fragment of the one before" } as const;

describe("violationIn", () => {
  it("5.4: is what the machine blames the peer for, and fails with 1002", () => {
    expect(violationIn([{ effect: "blame", ...said }, { effect: "emitFailed" }], 42)).toEqual({
      blame: "peer",
      ...said,
      closeCode: 1002,
      byteOffset: 42,
    });
  });

  it("5.4: is found behind other effects, and nowhere else", () => {
    expect(violationIn([{ effect: "readData" }, { effect: "blame", ...said }], 0)).toMatchObject({ requirement });
    expect(violationIn([{ effect: "readData" }], 0)).toBeUndefined();
    expect(violationIn([{ effect: "refuse", ...said }], 0)).toBeUndefined();
    expect(violationIn([], 0)).toBeUndefined();
  });
});

describe("refusalIn", () => {
  it("6.1: is a misuse, or too late, as the machine says", () => {
    expect(refusalIn([{ effect: "refuse", ...said }])).toEqual({ blame: "caller", ...said });
    expect(refusalIn([{ effect: "refuseLate", ...said }])).toEqual({ blame: "nobody", ...said });
  });

  it("is not there where the machine does something", () => {
    expect(refusalIn([{ effect: "writeFrame" }])).toBeUndefined();
    expect(refusalIn([{ effect: "blame", ...said }])).toBeUndefined();
  });

  it("never stands beside anything else, and always says why", () => {
    expect(() => refusalIn([{ effect: "writeFrame" }, { effect: "refuse", ...said }])).toThrow(
      "the machine refuses something and does 1 other things",
    );
    expect(() => refusalIn([{ effect: "refuse" } as unknown as Effect])).toThrow("the machine refuses something and does not say why");
  });
});
