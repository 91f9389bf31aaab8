import { describe, expect, it } from "vitest";
import type { Letter } from "../../../spec/lifecycle/letters.ts";
import type { Role } from "../../../spec/role.ts";
import { cleanSecondBytes, fastFirstBytes, slow, step, tableOf } from "./step.ts";

const open = "incoming.hearing.betweenMessages outgoing.speaking.betweenMessages";
const insideMessage = "incoming.hearing.insideMessage outgoing.speaking.betweenMessages";

const numberOf = (role: Role, state: string): number => tableOf(role).states.indexOf(state);

/** The next state's name and the effects' names of one letter. */
function outcome(role: Role, state: string, letter: Letter): readonly [next: string | undefined, ...effects: string[]] {
  const table = tableOf(role);
  const [next, effects] = step(table, numberOf(role, state), letter);
  return [table.states[next], ...effects.map(({ effect }) => effect)];
}

describe("step", () => {
  it.each(["client", "server"] as const)("5.4: the first fragment leads a %s into a message, the last one out of it", (role) => {
    expect(outcome(role, open, "receive.text.first")).toEqual([insideMessage, "readData"]);
    expect(outcome(role, insideMessage, "receive.continuation.more")).toEqual([insideMessage, "readData"]);
    expect(outcome(role, insideMessage, "receive.continuation.last")).toEqual([open, "readData"]);
  });

  it("5.5.1: a server answers a Close frame and shuts the transport at once; a client leaves that to the server", () => {
    expect(outcome("server", open, "receive.close")).toEqual([
      "finishing",
      "writeCloseReply",
      "startClosingTimer",
      "emitClosing",
      "shutTransport",
    ]);
    expect(outcome("client", open, "receive.close")).toEqual(["finishing", "writeCloseReply", "startClosingTimer", "emitClosing"]);
  });

  it("the machine names the requirement that a frame out of order breaks", () => {
    const [, effects] = step(tableOf("server"), numberOf("server", open), "receive.continuation.more");
    expect(effects[0]).toEqual({ effect: "blame", requirement: "rfc6455/5.4/continuation-follows-start" });
  });
});

describe("fastFirstBytes", () => {
  /** The first bytes that are fast in a state, with the state they lead to. */
  function fastIn(state: string, rsvInUse = 0) {
    const fast = fastFirstBytes(tableOf("server"), { expectMasked: true, rsvInUse });
    return Array.from({ length: 0x100 }, (_, first) => [first, fast[(numberOf("server", state) << 8) | first] as number] as const)
      .filter(([, next]) => next !== slow)
      .map(([first, next]) => [first.toString(16), tableOf("server").states[next]]);
  }

  it("5.4: between messages only the first frames of messages are fast", () => {
    expect(fastIn(open)).toEqual([
      ["1", insideMessage],
      ["2", insideMessage],
      ["81", open],
      ["82", open],
    ]);
  });

  it("5.4: inside a message only continuations are fast", () => {
    expect(fastIn(insideMessage)).toEqual([
      ["0", insideMessage],
      ["80", open],
    ]);
  });

  it("nothing is fast where no data is read", () => {
    expect(fastIn("connecting")).toEqual([]);
    expect(fastIn("finishing")).toEqual([]);
    expect(fastIn("closed")).toEqual([]);
  });

  it("5.2: a reserved bit is fast where an extension uses it", () => {
    expect(fastIn(open, 4)).toContainEqual(["c1", open]);
    expect(fastIn(open)).not.toContainEqual(["c1", open]);
  });
});

describe("cleanSecondBytes", () => {
  const clean = (expectMasked: boolean): number[] =>
    [...cleanSecondBytes({ expectMasked, rsvInUse: 0 }).keys()].filter(
      (second) => cleanSecondBytes({ expectMasked, rsvInUse: 0 })[second] === 1,
    );

  it("5.1: from a client a masked short length is clean, from a server an unmasked one", () => {
    expect(clean(true)).toEqual(Array.from({ length: 126 }, (_, i) => 0x80 + i));
    expect(clean(false)).toEqual(Array.from({ length: 126 }, (_, i) => i));
  });
});
