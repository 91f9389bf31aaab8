import { describe, expect, it } from "vitest";
import { allCases } from "../cases/all-cases.ts";
import { closeAfter, killAfter, later, laterIfOpen, ping, send } from "../cases/steps.ts";
import { standardTimeouts } from "../fuzzer/waiting/fuzzer-timeouts.ts";
import { caseWith } from "../testing/sample-play.ts";
import { longestWait, scaledCase, scaledTimeouts } from "./time-scale.ts";

describe("a time scale", () => {
  it("multiplies every wait of the fuzzer", () => {
    expect(scaledTimeouts(1)).toEqual(standardTimeouts);
    expect(scaledTimeouts(10)).toEqual({ openingHandshake: 50, closingHandshake: 10, serverDrop: 10, guard: 20 });
  });

  it("multiplies every limit of a case, those behind pauses too, and no pause", () => {
    const { play } = scaledCase(caseWith({ play: [send(ping("a")), killAfter(2), later(1, [laterIfOpen(3, "A", [closeAfter(4)])])] }), 0.5);
    expect(play[2]).toEqual(later(1, [laterIfOpen(3, "A", [closeAfter(2)])]));
    expect(scaledCase(caseWith({ play: [send(ping("a")), killAfter(2)] }), 10).play).toEqual([send(ping("a")), killAfter(20)]);
  });

  it("multiplies what a limit has left when the pauses beside it are over", () => {
    const { play } = scaledCase(caseWith({ play: [killAfter(5), later(1, [later(2, [])])] }), 10);
    expect(play).toEqual([killAfter(23), later(1, [later(2, [])])]);
  });

  it("of 1 leaves a case as it is", () => {
    const [played] = allCases;
    expect(scaledCase(played as never, 1)).toBe(played);
  });
});

describe("the longest wait of a case", () => {
  it("is the latest moment at which one of its timers fires", () => {
    expect(longestWait([])).toBe(0);
    expect(longestWait([send(ping()), killAfter(0.5)])).toBe(0.5);
    expect(longestWait([later(1, [later(1, [])]), closeAfter(1.5)])).toBe(2);
    expect(longestWait([later(1, [closeAfter(1)]), killAfter(1)])).toBe(2);
  });
});
