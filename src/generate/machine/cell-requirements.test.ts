import { describe, expect, it } from "vitest";
import { letters } from "../../../spec/lifecycle/letters.ts";
import { cellRequirements } from "./cell-requirements.ts";
import { compileBoth } from "./compile-machine.ts";

describe.each(["client", "server"] as const)("the cells of a %s", (role) => {
  const machine = compileBoth()[role];
  const requirements = cellRequirements(role);

  it("carry a requirement each, unless the letter is impossible there", () => {
    machine.states.forEach((state, row) => {
      letters.forEach((letter, column) => {
        const isImpossible = machine.effects[row]?.[column]?.some(({ effect }) => effect === "impossible") ?? false;
        expect(requirements.get(state)?.get(letter)?.length === 0, `${state} on ${letter}`).toBe(isImpossible);
      });
    });
  });

  it("7.1.7: carry what a violation found by the machine leads to", () => {
    const state = "incoming.hearing.betweenMessages outgoing.speaking.betweenMessages";
    expect(requirements.get(state)?.get("receive.continuation.last")).toEqual(
      expect.arrayContaining(["rfc6455/5.4/continuation-follows-start", "rfc6455/7.1.7/fail-sends-close"]),
    );
  });
});
