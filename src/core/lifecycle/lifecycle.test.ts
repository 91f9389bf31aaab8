import { describe, expect, it } from "vitest";
import { type Letter, letters } from "../../../spec/lifecycle/letters.ts";
import type { Role } from "../../../spec/role.ts";
import { ImpossibleError } from "../blame.ts";
import { Lifecycle } from "./lifecycle.ts";
import { tableOf } from "./step.ts";
import type { Effect, TransitionTable } from "./transition-table.ts";

const open = {
  client: ["transport.opened", "handshake.accepted"],
  server: ["transport.opened", "handshake.requested", "answer.accept"],
} as const;

/** A lifecycle after some letters; `open` stands for those that open the connection. */
function lifecycleAfter(role: Role, ...after: (Letter | "open")[]): Lifecycle {
  const lifecycle = new Lifecycle(tableOf(role));
  for (const letter of after.flatMap((each) => (each === "open" ? open[role] : [each]))) lifecycle.take(letter);
  return lifecycle;
}

describe("facts", () => {
  it.each<[state: string, letters: (Letter | "open")[]]>([
    ["CONNECTING", []],
    ["CONNECTING", ["transport.opened"]],
    ["OPEN", ["open"]],
    ["OPEN", ["open", "receive.text.first", "send.binary.first"]],
    ["CLOSING", ["open", "send.close"]],
    ["CLOSING", ["open", "receive.close"]],
    ["CLOSING", ["open", "receive.violation"]],
    ["CLOSING", ["transport.opened", "handshake.refused"]],
    ["CLOSED", ["transport.opened", "handshake.refused", "transport.ended"]],
    ["CLOSED", ["transport.ended"]],
    ["CLOSED", ["transport.opened", "transport.ended"]],
    ["CLOSED", ["transport.opened", "timer.opening"]],
    ["CLOSED", ["open", "transport.ended"]],
    ["CLOSED", ["open", "send.close", "timer.closing"]],
  ])("7.1.3: stands at %s after %j", (state, after) => {
    expect(lifecycleAfter("server", ...after).facts.readyState).toBe(state);
    expect(lifecycleAfter("client", ...after).facts.readyState).toBe(state);
  });

  it("4.2.2: a server that is asked is still CONNECTING, and keeps what comes behind the request", () => {
    const { facts } = lifecycleAfter("server", "transport.opened", "handshake.requested");
    expect(facts).toEqual({ readyState: "CONNECTING", bytes: "kept", isClean: false });
  });

  it("5.5.1: frames are read until the peer's Close frame, not until our own", () => {
    const fateAfter = (...after: (Letter | "open")[]): string => lifecycleAfter("client", ...after).facts.bytes;
    expect(fateAfter()).toBe("misplaced");
    expect(fateAfter("transport.opened")).toBe("head");
    expect(fateAfter("open")).toBe("frames");
    expect(fateAfter("open", "send.close")).toBe("frames");
    expect(fateAfter("open", "send.close", "receive.close")).toBe("ignored");
    expect(fateAfter("open", "receive.violation")).toBe("ignored");
    expect(fateAfter("transport.opened", "handshake.refused")).toBe("refused");
  });

  it("7.1.4: a connection is clean when the peer's Close frame had come before the transport ended", () => {
    const isCleanAfter = (...after: (Letter | "open")[]): boolean => lifecycleAfter("client", ...after).facts.isClean;
    expect(isCleanAfter("open", "receive.close", "transport.ended")).toBe(true);
    expect(isCleanAfter("open", "send.close", "receive.close", "timer.closing")).toBe(true);
    expect(isCleanAfter("open", "receive.close")).toBe(false);
    expect(isCleanAfter("open", "send.close", "transport.ended")).toBe(false);
    expect(isCleanAfter("open", "receive.violation", "transport.ended")).toBe(false);
  });
});

describe("refusalOf", () => {
  const requirementOf = (lifecycle: Lifecycle, letter: Letter) => lifecycle.refusalOf(letter)?.requirement;

  it("6.1: names the requirement a command would break, and changes nothing", () => {
    const lifecycle = lifecycleAfter("client", "open", "send.text.first");
    expect(requirementOf(lifecycle, "send.binary.whole")).toBe("rfc6455/5.4/fragments-not-interleaved");
    expect(lifecycle.refusalOf("send.continuation.last")).toBeUndefined();
    expect(lifecycle.refusalOf("send.ping")).toBeUndefined();
    expect(requirementOf(lifecycleAfter("client"), "send.ping")).toBe("rfc6455/6.1/open-before-sending");
    expect(requirementOf(lifecycleAfter("client", "open", "send.close"), "send.close")).toBe("rfc6455/5.5.1/no-data-after-close");
    expect(lifecycle.stateName).toBe("incoming.hearing.betweenMessages outgoing.speaking.insideMessage");
  });

  it("says by the state whether the caller could know (ours/lifecycle/late-is-no-misuse)", () => {
    const blameOf = (lifecycle: Lifecycle, letter: Letter) => lifecycle.refusalOf(letter)?.blame;
    expect(blameOf(lifecycleAfter("client"), "send.ping")).toBe("caller");
    expect(blameOf(lifecycleAfter("client", "open"), "send.continuation.last")).toBe("caller");
    expect(blameOf(lifecycleAfter("client", "open", "receive.close"), "send.ping")).toBe("nobody");
    expect(blameOf(lifecycleAfter("client", "transport.ended"), "send.ping")).toBe("nobody");
    expect(blameOf(lifecycleAfter("server", "transport.opened", "handshake.requested", "timer.opening"), "answer.accept")).toBe("nobody");
    expect(blameOf(lifecycleAfter("server", "transport.opened", "timer.opening"), "answer.accept")).toBe("caller");
    expect(blameOf(lifecycleAfter("server", "open"), "answer.refuse")).toBe("caller");
    expect(blameOf(lifecycleAfter("client", "transport.opened"), "answer.accept")).toBe("caller");
    expect(blameOf(lifecycleAfter("client", "transport.opened"), "transport.opened")).toBe("caller");
  });
});

/** A table of one state and one letter that decides anything. */
function tableWith(effects: readonly Effect[], next = 0): TransitionTable {
  const row = letters.map((letter) => (letter === "receive.pong" ? ([next, effects] as const) : ([0, [{ effect: "discard" }]] as const)));
  return { states: ["only"], facts: [{ readyState: "OPEN", bytes: "frames", isClean: false }], cells: [row] };
}

describe("take", () => {
  it("returns what is to be done, in order", () => {
    expect(
      lifecycleAfter("server", "open")
        .take("receive.ping")
        .map(({ effect }) => effect),
    ).toEqual(["writePong", "emitPing"]);
    expect(lifecycleAfter("client").take("transport.opened")).toEqual([{ effect: "startOpeningTimer" }, { effect: "writeRequest" }]);
  });

  it("throws where a letter cannot come, and stays", () => {
    expect(() => lifecycleAfter("server", "transport.opened", "receive.ping")).toThrow(ImpossibleError);
    expect(() => lifecycleAfter("server", "transport.opened", "receive.ping")).toThrow("receive.ping in state connecting");
    expect(() => lifecycleAfter("client", "open", "handshake.accepted")).toThrow("handshake.accepted in state incoming.hearing");
  });

  it("discards what the host says too late", () => {
    expect(lifecycleAfter("client", "open").take("timer.opening")).toEqual([{ effect: "discard" }]);
    expect(lifecycleAfter("client", "open").take("timer.closing")).toEqual([{ effect: "discard" }]);
    expect(lifecycleAfter("client", "transport.ended").take("transport.ended")).toEqual([{ effect: "discard" }]);
  });

  it("a table that is wrong is a bug of ours", () => {
    const refusing: Effect = { effect: "refuse", requirement: "rfc6455/6.1/framed", detail: "sending" };
    expect(new Lifecycle(tableWith([refusing])).refusalOf("receive.pong")).toMatchObject({ blame: "caller" });
    expect(() => new Lifecycle(tableWith([refusing], 1)).refusalOf("receive.pong")).toThrow("refused in state only and leads to another");
    expect(new Lifecycle(tableWith([{ effect: "emitPong" }])).take("receive.pong")).toEqual([{ effect: "emitPong" }]);
    expect(() => new Lifecycle(tableWith([])).take("receive.pong")).toThrow("receive.pong is undecided in state only");
    expect(() => new Lifecycle(tableWith([{ effect: "emitPong" }, { effect: "impossible" }])).take("receive.pong")).toThrow(
      ImpossibleError,
    );
    expect(() => new Lifecycle(tableWith([{ effect: "emitPong" }], 7)).take("receive.pong")).toThrow(
      "the table says nothing about state 7",
    );
  });
});
