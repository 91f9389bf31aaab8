import { isUtf8 } from "node:buffer";
import { describe, expect, it } from "vitest";
import { hex } from "../testing/hex.ts";
import { Utf8Validator } from "./utf8-validator.ts";

/** The position of the byte that breaks UTF-8, -1 for complete text, and "open" for text that ends inside a character. */
function verdictOn(bytes: Uint8Array, validator = new Utf8Validator()): number | "open" {
  const broken = validator.push(bytes);
  return broken < 0 && !validator.isComplete ? "open" : broken;
}

describe("Utf8Validator", () => {
  it.each([
    ["48 65 6c 6c 6f", "Hello"],
    ["ce ba cf 8c cf 83 ce bc ce b5", "a Greek word"],
    ["", "nothing"],
    ["00", "U+0000"],
    ["7f", "U+007F"],
    ["c2 80", "U+0080"],
    ["df bf", "U+07FF"],
    ["e0 a0 80", "U+0800"],
    ["ed 9f bf", "U+D7FF"],
    ["ee 80 80", "U+E000"],
    ["ef bf bf", "U+FFFF"],
    ["f0 90 80 80", "U+10000"],
    ["f4 8f bf bf", "U+10FFFF"],
    ["ef bb bf", "a byte order mark"],
  ])("8.1: %s is text: %s", (text) => {
    expect(verdictOn(hex(text))).toBe(-1);
  });

  it.each([
    ["80", 0, "a continuation without a lead"],
    ["bf", 0, "a continuation without a lead"],
    ["c0 80", 0, "an overlong form of two bytes"],
    ["c1 bf", 0, "an overlong form of two bytes"],
    ["c2 00", 1, "a character cut short"],
    ["e0 9f bf", 1, "an overlong form of three bytes"],
    ["e2 82 20", 2, "a character cut short"],
    ["ed a0 80", 1, "the surrogate U+D800"],
    ["ed bf bf", 1, "the surrogate U+DFFF"],
    ["f0 8f bf bf", 1, "an overlong form of four bytes"],
    ["f1 80 80 7f", 3, "a character cut short"],
    ["f4 90 80 80", 1, "U+110000"],
    ["f5", 0, "a lead above U+10FFFF"],
    ["ff", 0, "a byte UTF-8 never has"],
    ["ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65", 12, "a surrogate after Greek letters"],
  ])("8.1: %s breaks at byte %i: %s", (text, position) => {
    expect(verdictOn(hex(text))).toBe(position);
  });

  it.each(["c3", "e2", "e2 82", "f0", "f0 9f", "f0 9f 98", "e0", "ed", "f4"])("8.1: %s may still become text, and is not yet", (text) => {
    expect(verdictOn(hex(text))).toBe("open");
  });

  it("8.1: agrees with the platform on every text of two bytes", () => {
    for (let pair = 0; pair < 0x1_0000; pair++) {
      const bytes = Uint8Array.of(pair >> 8, pair & 0xff);
      expect(verdictOn(bytes) === -1).toBe(isUtf8(bytes));
    }
  });

  it("5.6: a character may be cut anywhere", () => {
    const validator = new Utf8Validator();
    const verdicts = ["f0", "9f", "98", "80", "c3 a9 e2", "82 ac"].map((piece) => verdictOn(hex(piece), validator));
    expect(verdicts).toEqual(["open", "open", "open", -1, "open", -1]);
  });

  it("8.1: counts the position of the wrong byte from the piece it came in", () => {
    const validator = new Utf8Validator();
    expect([verdictOn(hex("41 e2 82"), validator), verdictOn(hex("ac 41 c3"), validator), verdictOn(hex("41"), validator)]).toEqual([
      "open",
      "open",
      0,
    ]);
  });

  it("stays broken until a new text begins", () => {
    const validator = new Utf8Validator();
    expect(validator.push(hex("ff"))).toBe(0);
    expect(validator.push(hex("41"))).toBe(0);
    expect(validator.isComplete).toBe(false);
    validator.reset();
    expect(validator.push(hex("41"))).toBe(-1);
  });
});

describe("accepts", () => {
  it("5.6: takes a fragment that ends inside a character, but not as the last one", () => {
    const validator = new Utf8Validator();
    expect(validator.accepts(hex("41 e2 82"), false)).toBe(true);
    expect(validator.accepts(hex(""), true)).toBe(false);
    expect(validator.accepts(hex("ac"), true)).toBe(true);
  });

  it("8.1: leaves things as they were when it refuses", () => {
    const validator = new Utf8Validator();
    expect(validator.accepts(hex("e2 82"), false)).toBe(true);
    expect(validator.accepts(hex("41"), false)).toBe(false);
    expect(validator.accepts(hex("ac"), true)).toBe(true);
  });
});

describe("with the host's own check", () => {
  const asked: number[] = [];
  const native = (bytes: Uint8Array): boolean => {
    asked.push(bytes.length);
    return isUtf8(bytes);
  };

  /** What both kinds of validator say about the pieces of a text. */
  function verdicts(...pieces: Uint8Array[]): [plain: (number | "open")[], withHost: (number | "open")[]] {
    const plain = new Utf8Validator();
    const withHost = new Utf8Validator(native);
    return [pieces.map((piece) => verdictOn(piece, plain)), pieces.map((piece) => verdictOn(piece, withHost))];
  }

  const long = (tail: string): Uint8Array => hex(`${"41 ".repeat(60)}${tail}`);

  it.each([
    ["", -1],
    ["f0 9f 98 80", -1],
    ["e2 82 ac", -1],
    ["c3 a9 41", -1],
    ["e2 82 ac 41 41", -1],
    ["e2", "open"],
    ["e2 82", "open"],
    ["f0 9f 98", "open"],
    ["80", 60],
    ["80 80 80", 60],
    ["c3 41", 61],
    ["ff", 60],
    ["f0 9f 98 80 80", 64],
  ] as const)("8.1: sixty letters and then %j come out the same", (tail, expected) => {
    expect(verdicts(long(tail))).toEqual([[expected], [expected]]);
  });

  it("8.1: finds the first of several wrong bytes far from the end", () => {
    const bytes = new Uint8Array(200).fill(0x41);
    bytes[20] = 0xc0;
    bytes[150] = 0xff;
    expect(verdicts(bytes)).toEqual([[20], [20]]);
  });

  it.each(["c3", "e2", "e2 82", "f0", "f0 9f", "f0 9f 98"])("5.6: goes on after a piece that ends with %s", (head) => {
    const rests = { c3: "a9", e2: "82 ac", "e2 82": "ac", f0: "9f 98 80", "f0 9f": "98 80", "f0 9f 98": "80" };
    const rest = rests[head as keyof typeof rests];
    expect(verdicts(long(head), hex(`${rest} ${"42 ".repeat(60)}`))).toEqual([
      ["open", -1],
      ["open", -1],
    ]);
    expect(verdicts(long(head), long(""))).toEqual([
      ["open", 0],
      ["open", 0],
    ]);
  });

  it.each(["c3", "e2 82", "f0 9f 98"])("asks the host about all characters before one that is cut to %s", (head) => {
    asked.length = 0;
    new Utf8Validator(native).push(long(head));
    expect(asked).toEqual([60]);
  });

  it("asks the host about long pieces only", () => {
    asked.length = 0;
    const validator = new Utf8Validator(native);
    validator.push(new Uint8Array(47));
    expect(asked).toEqual([]);
    validator.push(new Uint8Array(48));
    expect(asked).toEqual([48]);
  });
});
