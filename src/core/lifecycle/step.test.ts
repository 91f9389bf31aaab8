import { describe, expect, it } from "vitest";
import type { Letter } from "../../../spec/lifecycle/letters.ts";
import type { Role } from "../../../spec/role.ts";
import { ImpossibleError } from "../blame.ts";
import { factsOf, step, tableOf } from "./step.ts";

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

  it("the machine names the requirement that a frame out of order breaks, and how", () => {
    const [, effects] = step(tableOf("server"), numberOf("server", open), "receive.continuation.more");
    expect(effects[0]).toEqual({
      effect: "blame",
      requirement: "rfc6455/5.4/continuation-follows-start",
      detail: "continuation frame without a message to continue",
    });
  });

  it("a table with a hole is a bug of ours", () => {
    const table = { states: ["a"], facts: [], cells: [[]] };
    expect(() => step(table, 0, "receive.ping")).toThrow("the table has no cell for receive.ping in state 0");
    expect(() => step(table, 1, "receive.ping")).toThrow(ImpossibleError);
    expect(() => factsOf(table, 0)).toThrow(ImpossibleError);
  });
});
