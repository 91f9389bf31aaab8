import { describe, expect, it } from "vitest";
import { ascii, close, continuation, frame, hex, laterIfOpen, send, sendText, text, unfinished } from "./steps.ts";

describe("payloads", () => {
  it("are written as hex pairs", () => {
    expect(hex("00 ff 7f")).toEqual(Uint8Array.of(0x00, 0xff, 0x7f));
    expect(hex("00ff7f")).toEqual(hex("00 ff 7f"));
    expect(hex("")).toHaveLength(0);
    for (const typo of ["0", "00 f", "0g", "FF"]) expect(() => hex(typo), typo).toThrow(SyntaxError);
  });

  it("are written as ASCII and nothing else", () => {
    expect(ascii("Hi\0")).toEqual(hex("48 69 00"));
    expect(() => ascii("é")).toThrow(RangeError);
  });
});

describe("frames", () => {
  it("are whole and have no reserved bit set unless told otherwise", () => {
    expect(frame("ping", "a")).toEqual({ opcode: 9, fin: true, rsv: 0, payload: hex("61") });
    expect(frame(11, hex("00"), { rsv: 4 })).toEqual({ opcode: 11, fin: true, rsv: 4, payload: hex("00") });
  });

  it("take the options of the send", () => {
    expect(send(text("a"), unfinished)).toEqual({ step: "send", frame: { opcode: 1, fin: false, rsv: 0, payload: hex("61") } });
    expect(send(continuation(), { sync: true })).toMatchObject({ frame: { opcode: 0, fin: true, sync: true } });
  });
});

describe("close", () => {
  it("writes the code in network byte order, then the reason", () => {
    expect(close(1000, "a")).toEqual({ step: "close", code: 1000, reason: hex("61"), payload: hex("03 e8 61") });
    expect(close(65535)).toMatchObject({ payload: hex("ff ff"), reason: null });
    expect(close(0)).toMatchObject({ code: 0, payload: hex("00 00") });
  });

  it("may have an empty body, or a reason without a code", () => {
    expect(close()).toEqual({ step: "close", code: null, reason: null, payload: hex("") });
    expect(close(null, "a")).toMatchObject({ code: null, payload: hex("61") });
  });
});

describe("other steps", () => {
  it("mention a fragment size only where there is one", () => {
    expect(Object.keys(sendText("a"))).not.toContain("fragmentSize");
    expect(sendText("a", 1)).toMatchObject({ fragmentSize: 1 });
  });

  it("record the pause before what comes after it", () => {
    expect(laterIfOpen(1, "A", [close(1000)])).toMatchObject({
      onlyIfOpen: true,
      tag: "A",
      steps: [{ step: "recordTimeout", tag: "A" }, { step: "close" }],
    });
  });
});
