import { describe, expect, it } from "vitest";
import type { StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import type { Misuse } from "../blame.ts";
import type { Ports } from "../ports.ts";
import { hex, toHex } from "../testing/hex.ts";
import { seededPorts } from "../testing/seeded-ports.ts";
import { misuseOfShape, Outgoing, type SendCommand } from "./outgoing.ts";

const outgoing = (ports: Ports = seededPorts(), statusCodes: StatusCodeProfile = "iana-2026"): Outgoing =>
  new Outgoing(false, ports, statusCodes);

/** The bytes of the frame a command asks for, or why it must not be sent. */
function send(side: Outgoing, command: SendCommand): string | Misuse {
  const frame = side.frameOf(command);
  return side.misuseOf(command, frame) ?? toHex(side.encode(frame));
}

describe("encode", () => {
  it("5.1: a server does not mask", () => {
    expect(toHex(outgoing().encode({ opcode: 1, fin: true, payload: hex("48 65 6c 6c 6f") }))).toBe("81 05 48 65 6c 6c 6f");
  });

  it("5.3: a client masks each frame with four fresh random bytes", () => {
    const keys = ["37 fa 21 3d", "01 02 03 04"];
    const client = new Outgoing(true, { randomBytes: () => hex(keys.shift() as string) }, "rfc6455");
    const frame = { opcode: 1, fin: true, payload: hex("48 65 6c 6c 6f") };
    expect(toHex(client.encode(frame))).toBe("81 85 37 fa 21 3d 7f 9f 4d 51 58");
    expect(toHex(client.encode(frame))).toBe("81 85 01 02 03 04 49 67 6f 68 6e");
  });
});

describe("frames for commands", () => {
  it.each<[command: SendCommand, wire: string]>([
    [{ kind: "message", format: "text", payload: "Hello" }, "81 05 48 65 6c 6c 6f"],
    [{ kind: "message", format: "text", payload: hex("e2 82 ac") }, "81 03 e2 82 ac"],
    [{ kind: "message", format: "binary", payload: hex("ff") }, "82 01 ff"],
    [{ kind: "message", format: "binary", payload: "\u20ac" }, "82 03 e2 82 ac"],
    [{ kind: "ping", payload: hex("48 65 6c 6c 6f") }, "89 05 48 65 6c 6c 6f"],
    [{ kind: "pong", payload: hex("") }, "8a 00"],
    [{ kind: "close" }, "88 00"],
    [{ kind: "close", code: 1000 }, "88 02 03 e8"],
    [{ kind: "close", code: 4999, reason: "bye" }, "88 05 13 87 62 79 65"],
    [{ kind: "close", reason: "\u20ac" }, "88 05 03 e8 e2 82 ac"],
  ])("6.1: %j", (command, wire) => {
    expect(send(outgoing(), command)).toBe(wire);
  });

  it("5.7: sends Hello in two fragments", () => {
    const side = outgoing();
    expect(send(side, { kind: "firstFragment", format: "text", payload: "Hel" })).toBe("01 03 48 65 6c");
    expect(send(side, { kind: "nextFragment", payload: "lo", last: true })).toBe("80 02 6c 6f");
  });

  it("writes a lone surrogate as U+FFFD", () => {
    expect(send(outgoing(), { kind: "message", format: "text", payload: "\ud83d" })).toBe("81 03 ef bf bd");
  });

  it("encodes text as the host does, where the host offers it", () => {
    const asked: string[] = [];
    const encodeUtf8 = (text: string): Uint8Array => {
      asked.push(text);
      return new Uint8Array(Buffer.from(text));
    };
    const side = outgoing({ ...seededPorts(), encodeUtf8 });
    expect(send(side, { kind: "message", format: "text", payload: "\u00e9" })).toBe("81 02 c3 a9");
    expect(send(side, { kind: "close", code: 1000, reason: "x" })).toBe("88 03 03 e8 78");
    expect(asked).toEqual(["\u00e9", "x"]);
  });
});

describe("text in fragments", () => {
  it("5.6: carries half of a surrogate pair over into the next fragment", () => {
    const side = outgoing();
    expect(send(side, { kind: "firstFragment", format: "text", payload: "a\ud83d" })).toBe("01 01 61");
    expect(send(side, { kind: "nextFragment", payload: "", last: false })).toBe("00 00");
    expect(send(side, { kind: "nextFragment", payload: "\ude00\ud83d", last: false })).toBe("00 04 f0 9f 98 80");
    expect(send(side, { kind: "ping", payload: hex("") })).toBe("89 00");
    expect(send(side, { kind: "nextFragment", payload: "\ude00b", last: true })).toBe("80 05 f0 9f 98 80 62");
  });

  it("5.6: writes a half without another as U+FFFD once that is certain, and begins anew with the next message", () => {
    const side = outgoing();
    expect(send(side, { kind: "firstFragment", format: "text", payload: "\ud83d" })).toBe("01 00");
    expect(send(side, { kind: "nextFragment", payload: "b", last: true })).toBe("80 04 ef bf bd 62");
    expect(send(side, { kind: "message", format: "text", payload: "\ude00" })).toBe("81 03 ef bf bd");
    send(side, { kind: "firstFragment", format: "text", payload: "\ud83d" });
    expect(send(side, { kind: "firstFragment", format: "text", payload: "\ude00" })).toBe("01 03 ef bf bd");
  });

  it("5.6: takes no bytes behind half of a pair, which can still be completed", () => {
    const side = outgoing();
    send(side, { kind: "firstFragment", format: "text", payload: "\ud83d" });
    expect(send(side, { kind: "nextFragment", payload: hex("61"), last: true })).toEqual({
      blame: "caller",
      requirement: "rfc6455/5.6/text-is-utf8",
      detail: "a fragment of bytes behind one of text that ended inside a surrogate pair",
    });
    expect(send(side, { kind: "nextFragment", payload: "\ude00", last: true })).toBe("80 04 f0 9f 98 80");
  });

  it("5.6: may be cut inside a character", () => {
    const side = outgoing();
    expect(send(side, { kind: "firstFragment", format: "text", payload: hex("41 e2") })).toBe("01 02 41 e2");
    expect(send(side, { kind: "nextFragment", payload: hex("82"), last: false })).toBe("00 01 82");
    expect(send(side, { kind: "nextFragment", payload: hex("ac"), last: true })).toBe("80 01 ac");
  });

  it("5.6: must not end inside a character, and may still be finished after a refusal", () => {
    const side = outgoing();
    const misuse = { blame: "caller", requirement: "rfc6455/5.6/text-is-utf8", detail: "a text message that is not UTF-8" };
    send(side, { kind: "firstFragment", format: "text", payload: hex("c3") });
    expect(send(side, { kind: "nextFragment", payload: hex(""), last: true })).toEqual(misuse);
    expect(send(side, { kind: "nextFragment", payload: hex("41"), last: false })).toEqual(misuse);
    expect(send(side, { kind: "nextFragment", payload: "a", last: true })).toEqual(misuse);
    expect(send(side, { kind: "nextFragment", payload: hex("a9"), last: true })).toBe("80 01 a9");
  });

  it("5.6: begins anew with each message", () => {
    const side = outgoing();
    expect(send(side, { kind: "firstFragment", format: "text", payload: hex("ff") })).toHaveProperty(
      "requirement",
      "rfc6455/5.6/text-is-utf8",
    );
    expect(send(side, { kind: "firstFragment", format: "binary", payload: hex("ff") })).toBe("02 01 ff");
    expect(send(side, { kind: "nextFragment", payload: hex("c3"), last: true })).toBe("80 01 c3");
    expect(send(side, { kind: "message", format: "text", payload: hex("c3") })).toHaveProperty("blame", "caller");
    expect(send(side, { kind: "message", format: "text", payload: hex("c3 a9") })).toBe("81 02 c3 a9");
  });

  it("5.4: a control frame in between does not disturb it", () => {
    const side = outgoing();
    send(side, { kind: "firstFragment", format: "text", payload: hex("c3") });
    expect(send(side, { kind: "ping", payload: hex("ff") })).toBe("89 01 ff");
    expect(send(side, { kind: "nextFragment", payload: hex("a9"), last: true })).toBe("80 01 a9");
  });
});

describe("what must not be sent", () => {
  it("5.5: a control frame of more than 125 bytes", () => {
    const requirement = "rfc6455/5.5/control-payload-125";
    expect(send(outgoing(), { kind: "ping", payload: new Uint8Array(126) })).toEqual({
      blame: "caller",
      requirement,
      detail: "a control frame with opcode 9 and 126 bytes of payload",
    });
    expect(send(outgoing(), { kind: "pong", payload: new Uint8Array(126) })).toHaveProperty("requirement", requirement);
    expect(send(outgoing(), { kind: "close", code: 1000, reason: "\u20ac".repeat(42) })).toHaveProperty("requirement", requirement);
    expect(send(outgoing(), { kind: "close", code: 1000, reason: "\u20ac".repeat(41) })).toHaveLength(3 * 127 - 1);
    expect(send(outgoing(), { kind: "ping", payload: new Uint8Array(125) })).toHaveLength(3 * 127 - 1);
  });

  it.each([
    [1005, "rfc6455/7.4.1/code-1005-not-sent"],
    [1006, "rfc6455/7.4.1/code-1006-not-sent"],
    [1015, "rfc6455/7.4.1/code-1015-not-sent"],
    [999, "rfc6455/7.4.2/code-in-use"],
    [1004, "rfc6455/7.4.2/code-in-use"],
    [5000, "rfc6455/7.4.2/code-in-use"],
    [-1, "rfc6455/7.4.2/code-in-use"],
    [1000.5, "rfc6455/7.4.2/code-in-use"],
    [3000.5, "rfc6455/7.4.2/code-in-use"],
    [Number.NaN, "rfc6455/7.4.2/code-in-use"],
  ])("7.4: a Close frame with status code %d", (code, requirement) => {
    expect(send(outgoing(), { kind: "close", code })).toEqual({
      blame: "caller",
      requirement,
      detail: `a Close frame with status code ${code}`,
    });
  });

  it("7.4.2: a status code that the list in force does not know", () => {
    expect(send(outgoing(seededPorts(), "rfc6455"), { kind: "close", code: 1012 })).toHaveProperty(
      "requirement",
      "rfc6455/7.4.2/code-in-use",
    );
    expect(send(outgoing(seededPorts(), "iana-2026"), { kind: "close", code: 1012 })).toBe("88 02 03 f4");
  });
});

describe("what can be a payload", () => {
  const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

  it.each<[name: string, payload: ArrayBufferView, wire: string]>([
    ["a Uint16Array", Uint16Array.of(1000, 2000), littleEndian ? "e8 03 d0 07" : "03 e8 07 d0"],
    ["a Float64Array", Float64Array.of(0), "00 00 00 00 00 00 00 00"],
    ["a DataView of a part", new DataView(hex("01 02 03 04").buffer, 1, 2), "02 03"],
    ["a Uint8Array of a part", hex("01 02 03 04").subarray(2), "03 04"],
    ["an Int8Array", Int8Array.of(-1), "ff"],
  ])("ours: the bytes of %s", (_, payload, wire) => {
    const frame = (first: string) => `${first} ${toHex(Uint8Array.of(payload.byteLength))} ${wire}`;
    expect(send(outgoing(), { kind: "message", format: "binary", payload })).toBe(frame("82"));
    expect(send(outgoing(), { kind: "ping", payload })).toBe(frame("89"));
    expect(send(outgoing(), { kind: "pong", payload })).toBe(frame("8a"));
  });

  it.each([undefined, null, 5, {}, [1, 2], new ArrayBuffer(2), () => 1])("ours: %s is none", (payload) => {
    const given = payload as unknown as Uint8Array;
    const commands: SendCommand[] = [
      { kind: "message", format: "text", payload: given },
      { kind: "firstFragment", format: "binary", payload: given },
      { kind: "nextFragment", payload: given, last: true },
      { kind: "ping", payload: given },
      { kind: "pong", payload: given },
    ];
    for (const command of commands) {
      expect(misuseOfShape(command)).toMatchObject({ blame: "caller", requirement: "ours/options/checked" });
      expect(misuseOfShape(command)?.detail).toContain(`${Object.prototype.toString.call(payload)}; expected `);
    }
  });

  it("ours: a Ping carries no text, a format is one of two, a reason is text", () => {
    const text = "x" as unknown as Uint8Array;
    expect(misuseOfShape({ kind: "ping", payload: text })?.detail).toContain("[object String]");
    expect(misuseOfShape({ kind: "message", format: "json" as "text", payload: "x" })?.detail).toBe(
      'the format "json"; expected "text" or "binary"',
    );
    expect(misuseOfShape({ kind: "close", reason: 5 as unknown as string })?.detail).toBe("a reason of type number; expected a string");
    expect(misuseOfShape({ kind: "close" })).toBeUndefined();
    expect(misuseOfShape({ kind: "nextFragment", payload: "", last: true })).toBeUndefined();
  });
});
