import { describe, expect, it } from "vitest";
import { controlLetter, dataLetter, letterOfCommand, receivedDataLetter } from "./letter-of.ts";

const payload = new Uint8Array(0);

describe("dataLetter", () => {
  it.each([
    [0x1, true, "receive.text.whole"],
    [0x1, false, "receive.text.first"],
    [0x2, true, "receive.binary.whole"],
    [0x2, false, "receive.binary.first"],
    [0x0, false, "receive.continuation.more"],
    [0x0, true, "receive.continuation.last"],
  ])("5.4: opcode %i with FIN %s is %s", (opcode, fin, letter) => {
    expect(dataLetter("receive", opcode, fin)).toBe(letter);
    expect(dataLetter("send", opcode, fin)).toBe(letter.replace("receive", "send"));
    for (let rsv = 0; rsv < 0x80; rsv += 0x10) expect(receivedDataLetter((fin ? 0x80 : 0) | rsv | opcode)).toBe(letter);
  });

  it("5.2: no other opcode is that of a data frame", () => {
    for (let opcode = 3; opcode <= 0xf; opcode++) {
      expect(() => dataLetter("receive", opcode, true)).toThrow(`opcode ${opcode} is taken for that of a data frame`);
      expect(() => receivedDataLetter(0x80 | opcode)).toThrow(`a frame that begins with ${0x80 | opcode} is taken for a data frame`);
    }
  });
});

describe("controlLetter", () => {
  it.each([
    [0x8, "receive.close"],
    [0x9, "receive.ping"],
    [0xa, "receive.pong"],
  ])("5.5: opcode %i is %s", (opcode, letter) => {
    expect(controlLetter(opcode)).toBe(letter);
  });

  it("5.2: no other opcode is that of a control frame", () => {
    for (const opcode of [0, 1, 2, 3, 7, 0xb, 0xf])
      expect(() => controlLetter(opcode)).toThrow(`opcode ${opcode} is taken for that of a control frame`);
  });
});

describe("letterOfCommand", () => {
  it.each([
    [{ kind: "message", format: "text", payload: "a" }, "send.text.whole"],
    [{ kind: "message", format: "binary", payload }, "send.binary.whole"],
    [{ kind: "firstFragment", format: "text", payload: "a" }, "send.text.first"],
    [{ kind: "firstFragment", format: "binary", payload }, "send.binary.first"],
    [{ kind: "nextFragment", payload, last: false }, "send.continuation.more"],
    [{ kind: "nextFragment", payload, last: true }, "send.continuation.last"],
    [{ kind: "ping", payload }, "send.ping"],
    [{ kind: "pong", payload }, "send.pong"],
    [{ kind: "close" }, "send.close"],
  ] as const)("6.1: %j is a letter", (command, letter) => {
    expect(letterOfCommand(command)).toBe(letter);
  });
});
