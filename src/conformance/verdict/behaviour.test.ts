import { describe, expect, it } from "vitest";
import type { Case } from "../case/case.ts";
import {
  answeredWith,
  binaryMessage,
  checkTxFrames,
  exactly,
  failedByPeer,
  failedOnlyByPeer,
  forceInformational,
  hexLocalCloseReason,
  pongEvent,
  preferably,
  rejectedWith,
  textMessage,
  timeout,
  wrongCodeFails,
} from "../cases/steps.ts";
import type { ClosingFacts } from "../fuzzer/seen/closing-facts.ts";
import { caseWith, cleanFacts } from "../testing/sample-play.ts";
import { judge, type PlayObservation, passed, sameEvents } from "./behaviour.ts";
import type { Behavior, BehaviorClose } from "./case-result.ts";

interface Seen extends Partial<Omit<PlayObservation, "facts">> {
  readonly facts?: Partial<ClosingFacts>;
}

const judged = (changes: Partial<Case>, { facts, ...seen }: Seen = {}) =>
  judge(caseWith(changes), { wasOpen: true, received: [], txFrameStats: new Map(), ...seen, facts: { ...cleanFacts, ...facts } });

describe("events", () => {
  it("are the same byte for byte, in the same order, and none is missing", () => {
    const events = [textMessage("a"), binaryMessage("b"), pongEvent("c"), timeout("d")];
    expect(sameEvents(events, [textMessage("a"), binaryMessage("b"), pongEvent("c"), timeout("d")])).toBe(true);
    expect(sameEvents(events, events.toReversed())).toBe(false);
    expect(sameEvents(events, events.slice(1))).toBe(false);
    expect(sameEvents([], [])).toBe(true);
  });

  it.each([
    [textMessage("a"), textMessage("b")],
    [textMessage("a"), textMessage("aa")],
    [textMessage("a"), binaryMessage("a")],
    [textMessage("a"), pongEvent("a")],
    [pongEvent("a"), textMessage("a")],
    [pongEvent("a"), pongEvent("b")],
    [timeout("a"), timeout("b")],
    [timeout("a"), pongEvent("a")],
    [pongEvent("a"), timeout("a")],
  ])("%o is not %o", (one, other) => {
    expect(sameEvents([one], [other])).toBe(false);
  });
});

describe("behavior", () => {
  it("is the key of the list that equals what was received", () => {
    const expected = preferably(textMessage("a"));
    expect(judged({ expected }, { received: [textMessage("a")] }).behavior).toBe("OK");
    expect(judged({ expected }, { received: [] }).behavior).toBe("NON-STRICT");
    expect(judged({ expected }, { received: [textMessage("b")] }).behavior).toBe("FAILED");
  });

  it("has no lenient reading unless the case has one", () => {
    expect(judged({ expected: exactly(textMessage("a")) }, { received: [] }).behavior).toBe("FAILED");
  });

  it("an event more than expected is a failure", () => {
    expect(judged({}, { received: [pongEvent("")] }).behavior).toBe("FAILED");
  });
});

describe("behaviorClose, the first rule that applies", () => {
  const closeOf = (expectedClose: Case["expectedClose"], facts: Partial<ClosingFacts>): BehaviorClose =>
    judged({ expectedClose }, { facts }).behaviorClose;
  const everythingWrong = { wasClean: false, remoteCloseCode: 4000, droppedByMe: true };

  it("0: a connection that never opened has failed", () => {
    const judgement = judged({}, { wasOpen: false, facts: { wasNotCleanReason: "nobody spoke" } });
    expect(judgement).toMatchObject({ behavior: "FAILED", behaviorClose: "FAILED", result: "The opening handshake failed: nobody spoke." });
    expect(judged({}, { wasOpen: false }).result).toBe("The opening handshake failed: the connection ended.");
  });

  it("1: the wrong side closed", () => {
    expect(closeOf(answeredWith(1000), { ...everythingWrong, closedByMe: false })).toBe("FAILED");
    expect(closeOf(failedByPeer(1002), { ...everythingWrong, closedByMe: true })).toBe("FAILED");
  });

  it("2: not clean where that is required", () => {
    expect(closeOf(answeredWith(1000), everythingWrong)).toBe("UNCLEAN");
    expect(judged({}, { facts: { wasClean: false, wasNotCleanReason: "the cat" } }).resultClose).toContain("the cat");
  });

  it("3: a status code that is not allowed", () => {
    expect(closeOf(rejectedWith(1002), everythingWrong)).toBe("WRONG CODE");
    expect(closeOf(answeredWith(1000), { remoteCloseCode: 1001 })).toBe("WRONG CODE");
    expect(judged({ expectedClose: answeredWith(1000, 1000, 1001) }, { facts: { remoteCloseCode: 1002 } }).resultClose).toContain(
      "1000, 1001.",
    );
  });

  it("4: the fuzzer, a client, had to drop the transport", () => {
    expect(closeOf(rejectedWith(1002), { wasClean: false, remoteCloseCode: null, droppedByMe: true })).toBe("FAILED BY CLIENT");
    expect(closeOf(answeredWith(1000), { droppedByMe: true })).toBe("FAILED BY CLIENT");
  });

  it("5: all is well", () => {
    expect(closeOf(answeredWith(1000), {})).toBe("OK");
    expect(closeOf(answeredWith(1000), { isServer: true, droppedByMe: true })).toBe("OK");
  });

  it("no code at all is always accepted", () => {
    expect(closeOf(answeredWith(1000), { remoteCloseCode: null })).toBe("OK");
  });

  it("where the peer is to fail the connection, dropping it is enough", () => {
    expect(closeOf(failedByPeer(1002), { closedByMe: false, wasClean: false, remoteCloseCode: null, localCloseCode: null })).toBe("OK");
  });
});

describe("the wrong side closing where that is fatal", () => {
  it("fails the case whatever was received", () => {
    expect(judged({ expectedClose: failedOnlyByPeer(1007) })).toMatchObject({ behavior: "FAILED", behaviorClose: "FAILED" });
  });

  it("is no matter when the right side closes", () => {
    const facts = { closedByMe: false, remoteCloseCode: 1007 };
    expect(judged({ expectedClose: failedOnlyByPeer(1007) }, { facts })).toMatchObject({ behavior: "OK", behaviorClose: "OK" });
  });

  it("fails nothing in the cases that do not say so", () => {
    expect(judged({ expectedClose: failedByPeer(1007) })).toMatchObject({ behavior: "OK", behaviorClose: "FAILED" });
  });
});

describe("the rules of single cases", () => {
  it("wrongCodeFails: a wrong code fails the case too, and nothing else does", () => {
    expect(judged({ after: [wrongCodeFails] }, { facts: { remoteCloseCode: 1001 } })).toMatchObject({
      behavior: "FAILED",
      behaviorClose: "WRONG CODE",
    });
    expect(judged({ after: [wrongCodeFails] }, { facts: { wasClean: false } })).toMatchObject({ behavior: "OK", behaviorClose: "UNCLEAN" });
    expect(judged({}, { facts: { remoteCloseCode: 1001 } })).toMatchObject({ behavior: "OK", behaviorClose: "WRONG CODE" });
  });

  it("forceInformational: both verdicts, and the words keep what was underneath", () => {
    const informational = { behavior: "INFORMATIONAL", behaviorClose: "INFORMATIONAL" };
    const good = judged({ after: [forceInformational] });
    const bad = judged({ after: [forceInformational] }, { received: [pongEvent("")], facts: { wasClean: false } });
    expect(good).toMatchObject(informational);
    expect(bad).toMatchObject(informational);
    expect(good.result).not.toBe(bad.result);
  });

  it("checkTxFrames: exactly so many frames of each opcode", () => {
    const after = [checkTxFrames({ 1: 1, 0: 50 })];
    const sent = (text: number, continuation: number) =>
      new Map([
        [1, text],
        [0, continuation],
        [8, 1],
      ]);
    expect(judged({ after }, { txFrameStats: sent(1, 50) }).behavior).toBe("OK");
    expect(judged({ after }, { txFrameStats: sent(1, 49) }).behavior).toBe("FAILED");
    expect(judged({ after }, { txFrameStats: new Map() }).behavior).toBe("FAILED");
  });

  it("hexLocalCloseReason changes no verdict", () => {
    expect(judged({ after: [hexLocalCloseReason] })).toEqual(judged({}));
  });

  it("are applied in order", () => {
    const after = [wrongCodeFails, forceInformational];
    expect(judged({ after }, { facts: { remoteCloseCode: 1001 } })).toMatchObject({ behavior: "INFORMATIONAL" });
    expect(judged({ after: after.toReversed() }, { facts: { remoteCloseCode: 1001 } })).toMatchObject({ behavior: "INFORMATIONAL" });
  });
});

describe("passed", () => {
  const all: readonly [Behavior, BehaviorClose, boolean][] = [
    ["OK", "OK", true],
    ["NON-STRICT", "OK", true],
    ["INFORMATIONAL", "INFORMATIONAL", true],
    ["FAILED", "OK", false],
    ["UNIMPLEMENTED", "OK", false],
    ["OK", "FAILED", false],
    ["OK", "UNCLEAN", false],
    ["OK", "WRONG CODE", false],
    ["OK", "FAILED BY CLIENT", false],
  ];
  it.each(all)("%s, close %s: %s", (behavior, behaviorClose, whether) => {
    expect(passed({ behavior, behaviorClose })).toBe(whether);
  });
});
