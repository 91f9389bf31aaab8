import { describe, expect, it } from "vitest";
import type { Letter } from "../../../spec/lifecycle/letters.ts";
import type { Role } from "../../../spec/role.ts";
import { ImpossibleError } from "../blame.ts";
import { decodeHeader } from "../frame/frame-header.ts";
import { hex } from "../testing/hex.ts";
import { Lifecycle } from "./lifecycle.ts";

/** A lifecycle after some letters. */
function lifecycleAfter(role: Role, ...letters: Letter[]): Lifecycle {
  const lifecycle = new Lifecycle(role, { expectMasked: role === "server", rsvInUse: 0 });
  for (const letter of letters) lifecycle.take(letter);
  return lifecycle;
}

describe("readyState", () => {
  it.each<[state: string, letters: Letter[]]>([
    ["CONNECTING", []],
    ["OPEN", ["handshake.accepted"]],
    ["OPEN", ["handshake.accepted", "receive.text.first", "send.binary.first"]],
    ["CLOSING", ["handshake.accepted", "send.close"]],
    ["CLOSING", ["handshake.accepted", "receive.close"]],
    ["CLOSING", ["handshake.accepted", "receive.violation"]],
    ["CLOSING", ["handshake.refused"]],
    ["CLOSED", ["handshake.refused", "transport.ended"]],
    ["CLOSED", ["transport.ended"]],
    ["CLOSED", ["timer.opening"]],
    ["CLOSED", ["handshake.accepted", "transport.ended"]],
    ["CLOSED", ["handshake.accepted", "send.close", "timer.closing"]],
  ])("7.1.3: is %s after %j", (state, letters) => {
    expect(lifecycleAfter("server", ...letters).readyState).toBe(state);
    expect(lifecycleAfter("client", ...letters).readyState).toBe(state);
  });
});

describe("isHearing", () => {
  it("5.5.1: ends with the peer's Close frame, not with our own", () => {
    expect(lifecycleAfter("client").isHearing).toBe(false);
    expect(lifecycleAfter("client", "handshake.accepted").isHearing).toBe(true);
    expect(lifecycleAfter("client", "handshake.accepted", "send.close").isHearing).toBe(true);
    expect(lifecycleAfter("client", "handshake.accepted", "send.close", "receive.close").isHearing).toBe(false);
    expect(lifecycleAfter("client", "handshake.accepted", "receive.violation").isHearing).toBe(false);
  });
});

describe("refusalOf", () => {
  it("6.1: names the requirement a command would break, and changes nothing", () => {
    const lifecycle = lifecycleAfter("client", "handshake.accepted", "send.text.first");
    expect(lifecycle.refusalOf("send.binary.whole")).toBe("rfc6455/5.4/fragments-not-interleaved");
    expect(lifecycle.refusalOf("send.continuation.last")).toBeUndefined();
    expect(lifecycle.refusalOf("send.ping")).toBeUndefined();
    expect(lifecycleAfter("client").refusalOf("send.ping")).toBe("rfc6455/6.1/open-before-sending");
    expect(lifecycleAfter("client", "handshake.accepted", "send.close").refusalOf("send.close")).toBe("rfc6455/5.5.1/no-data-after-close");
    expect(lifecycle.stateName).toBe("incoming.hearing.betweenMessages outgoing.speaking.insideMessage");
  });
});

describe("take", () => {
  it("returns what is to be done, in order", () => {
    const lifecycle = lifecycleAfter("server", "handshake.accepted");
    expect(lifecycle.take("receive.ping").map(({ effect }) => effect)).toEqual(["writePong", "emitPing"]);
    expect(lifecycle.initialEffects).toEqual([{ effect: "startOpeningTimer" }]);
  });

  it("throws where a letter cannot come", () => {
    expect(() => lifecycleAfter("server", "receive.ping")).toThrow(ImpossibleError);
    expect(() => lifecycleAfter("server", "receive.ping")).toThrow("receive.ping in state connecting");
    expect(() => lifecycleAfter("server", "handshake.accepted", "handshake.accepted")).toThrow(
      "handshake.accepted in state incoming.hearing",
    );
  });

  it("7.1.1: reads and drops what still comes when the closing handshake is over", () => {
    expect(lifecycleAfter("client", "handshake.accepted", "send.close", "receive.close").take("receive.ping")).toEqual([
      { effect: "discard" },
    ]);
  });
});

describe("takeFast", () => {
  const headerOf = (wire: string) => decodeHeader(hex(`${wire} 00 00 00 00 00 00 00 00 00 00 00 00`), 0);

  it("5.4: takes plain data frames in order and moves on", () => {
    const lifecycle = lifecycleAfter("server", "handshake.accepted");
    expect([lifecycle.takeFast(headerOf("01 85")), lifecycle.takeFast(headerOf("00 80")), lifecycle.takeFast(headerOf("80 fd"))]).toEqual([
      true,
      true,
      true,
    ]);
    expect(lifecycle.readyState).toBe("OPEN");
  });

  it.each(["00 85", "80 85", "89 80", "88 80", "c1 85", "83 85", "81 05", "81 fe", "81 ff"])(
    "leaves %s to the rules and the table",
    (wire) => {
      const lifecycle = lifecycleAfter("server", "handshake.accepted");
      const before = lifecycle.stateName;
      expect(lifecycle.takeFast(headerOf(wire))).toBe(false);
      expect(lifecycle.stateName).toBe(before);
    },
  );
});
