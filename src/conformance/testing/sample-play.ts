import type { Case } from "../case/case.ts";
import { defineCase } from "../cases/define-case.ts";
import { closedByFuzzer, nothing } from "../cases/steps.ts";
import type { ClosingFacts } from "../fuzzer/seen/closing-facts.ts";

/** A case that does nothing, expects nothing and closes with 1000, unless a test says otherwise. */
export const caseWith = (changes: Partial<Case> = {}): Case =>
  defineCase({
    id: "1.1.1",
    title: "A case of a test",
    description: "Does what a test says.",
    expectation: "What a test says.",
    requires: ["rfc6455/5.5.2/ping-gets-pong"],
    play: [],
    expected: nothing,
    expectedClose: closedByFuzzer,
    ...changes,
  });

/** How a connection ends that the fuzzer, a client, has closed, that the server has answered and ended. */
export const cleanFacts: ClosingFacts = {
  isServer: false,
  closedByMe: true,
  failedByMe: false,
  droppedByMe: false,
  wasClean: true,
  wasNotCleanReason: null,
  wasServerConnectionDropTimeout: false,
  wasOpenHandshakeTimeout: false,
  wasCloseHandshakeTimeout: false,
  localCloseCode: 1000,
  localCloseReason: null,
  remoteCloseCode: 1000,
  remoteCloseReason: null,
};
