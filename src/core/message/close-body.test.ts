import { describe, expect, it } from "vitest";
import type { StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import type { Fault } from "../fault.ts";
import { hex } from "../testing/hex.ts";
import { CloseBodyReader, requirementOfCode } from "./close-body.ts";
import type { CloseStatus } from "./close-status.ts";

/** What a body turns out to be, coming in these pieces. */
function read(profile: StatusCodeProfile, ...pieces: string[]): CloseStatus | Fault {
  const reader = new CloseBodyReader(profile);
  const faults = [...pieces.flatMap((piece) => reader.push(hex(piece))), ...reader.end()];
  return faults[0] ?? reader.statusOf(hex(pieces.join(" ")));
}

const codeInHex = (code: number): string => code.toString(16).padStart(4, "0");

/** All of the 65,536 status codes that a profile lets in. */
const accepted = (profile: StatusCodeProfile): number[] =>
  Array.from({ length: 0x1_0000 }, (_, code) => code).filter((code) => "reason" in read(profile, codeInHex(code)));

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe("the status code", () => {
  it("7.4.1: as the RFC lists them, and 3000 to 4999", () => {
    expect(accepted("rfc6455")).toEqual([...range(1000, 1003), ...range(1007, 1011), ...range(3000, 4999)]);
  });

  it("7.4.2: as the registry of 2026 lists them, and 3000 to 4999", () => {
    expect(accepted("iana-2026")).toEqual([...range(1000, 1003), ...range(1007, 1014), ...range(3000, 4999)]);
  });

  it("7.1.5: an empty body stands for 1005", () => {
    expect(read("iana-2026")).toEqual({ code: 1005, reason: "" });
  });

  it.each([
    [1005, "rfc6455/7.4.1/code-1005-not-sent"],
    [1006, "rfc6455/7.4.1/code-1006-not-sent"],
    [1015, "rfc6455/7.4.1/code-1015-not-sent"],
    [0, "rfc6455/7.4.2/code-in-use"],
    [999, "rfc6455/7.4.2/code-in-use"],
    [1004, "rfc6455/7.4.2/code-in-use"],
    [2999, "rfc6455/7.4.2/code-in-use"],
    [5000, "rfc6455/7.4.2/code-in-use"],
    [65535, "rfc6455/7.4.2/code-in-use"],
  ])("7.4: %i in a Close frame is a violation", (code, requirement) => {
    const detail = `status code ${code} in a Close frame`;
    expect(read("iana-2026", codeInHex(code))).toEqual({ requirement, detail, position: 1 });
    expect(requirementOfCode(code)).toBe(requirement);
  });
});

describe("the reason", () => {
  it("7.1.6: is the UTF-8 text after the code, in any cuts", () => {
    const status = { code: 1000, reason: "gr\u00fc\u00df \u{1f44b}" };
    expect(read("rfc6455", "03 e8 67 72 c3 bc c3 9f 20 f0 9f 91 8b")).toEqual(status);
    expect(read("rfc6455", "03", "e8 67 72 c3", "", "bc c3 9f 20 f0", "9f 91", "8b")).toEqual(status);
  });

  it("8.1: a byte that breaks UTF-8 is a violation at once", () => {
    expect(read("rfc6455", "03 e8 ce ba", "41 ff 41")).toEqual({
      requirement: "rfc6455/8.1/invalid-utf8-fails",
      detail: "byte 0xff in a close reason, which is not UTF-8",
      position: 5,
    });
    expect(read("rfc6455", "03 e8 0a c3 0a")).toMatchObject({ detail: "byte 0x0a in a close reason, which is not UTF-8", position: 4 });
  });

  it("8.1: a reason that ends inside a character is a violation at its last byte", () => {
    expect(read("rfc6455", "03 e8 41 e2 82")).toEqual({
      requirement: "rfc6455/8.1/invalid-utf8-fails",
      detail: "a close reason that ends inside a UTF-8 character",
      position: 4,
    });
  });

  it("7.4: a code that must not be sent is noticed before the reason is", () => {
    expect(read("rfc6455", "03 ed ff")).toMatchObject({ requirement: "rfc6455/7.4.1/code-1005-not-sent", position: 1 });
  });
});

describe("a body with faults", () => {
  it("7.4.2 and 8.1: tells all of them, whatever the cuts", () => {
    for (const pieces of [["03 ed ff"], ["03", "ed", "ff"], ["03 ed", "ff 41"]]) {
      const reader = new CloseBodyReader("rfc6455");
      const faults = [...pieces.flatMap((piece) => reader.push(hex(piece))), ...reader.end()];
      expect(faults.map(({ requirement, position }) => [requirement, position])).toEqual([
        ["rfc6455/7.4.1/code-1005-not-sent", 1],
        ["rfc6455/8.1/invalid-utf8-fails", 2],
      ]);
      expect(reader.statusOf(hex(pieces.join(" ")))).toEqual({ code: 1005, reason: "" });
    }
  });
});
