import { describe, expect, it } from "vitest";
import type { StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import type { Misuse } from "./blame.ts";
import { Outgoing, type SendCommand } from "./outgoing.ts";
import type { Ports } from "./ports.ts";
import { hex, toHex } from "./testing/hex.ts";
import { seededPorts } from "./testing/seeded-ports.ts";

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
