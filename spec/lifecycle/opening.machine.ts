import type { Role } from "../role.ts";
import { because, refusals, refusesLate } from "./chart.machine.ts";

const cameToNothing = ["stopOpeningTimer" as const, "emitRefused" as const, "startClosingTimer" as const];
const opened = ["stopOpeningTimer" as const, "emitOpen" as const];

/** The opening handshake ends with the transport or with its time. */
const givenUp = <Target extends string>(target: Target) => ({
  "timer.opening": {
    target,
    actions: ["emitRefused" as const, "dropTransport" as const, "emitClosed" as const],
    ...because("ours/limits/opening-timeout"),
  },
  "transport.ended": {
    target,
    actions: ["stopOpeningTimer" as const, "emitRefused" as const, "shutTransport" as const, "emitClosed" as const],
    ...because("rfc6455/4.1/transport-failure-fails"),
  },
});

/** Section 4.1: the client has sent its request, and awaits the response. */
const awaitingResponse = {
  "handshake.accepted": { target: "established" as const, actions: opened, ...because("rfc6455/4.1/validates-response") },
  "handshake.refused": { target: "refused" as const, actions: cameToNothing, ...because("rfc6455/7.2.1/client-fails") },
};

/** Section 4.2: the server awaits the request. */
const awaitingRequest = {
  "handshake.requested": { target: "asked" as const, actions: "emitRequest" as const, ...because("rfc6455/4.2.2/completes-the-steps") },
  "handshake.refused": {
    target: "refused" as const,
    actions: ["writeRefusal" as const, ...cameToNothing],
    ...because("rfc6455/4.2.1/malformed-request-refused"),
  },
};

/** The states up to the end of the opening handshake. */
export const opening = (role: Role) => ({
  unopened: {
    description: "The transport is not open yet.",
    tags: ["CONNECTING" as const, "misplaced" as const],
    on: {
      "transport.opened": {
        target: "connecting" as const,
        ...because(role === "server" ? "ours/lifecycle/started-once" : "rfc6455/4.1/opens-a-connection"),
      },
      "transport.ended": {
        target: "closed" as const,
        actions: ["emitRefused" as const, "shutTransport" as const, "emitClosed" as const],
        ...because("rfc6455/4.1/transport-failure-fails"),
      },
    },
  },
  connecting: {
    description: "The opening handshake is under way; the peer's head has not come whole.",
    tags: ["CONNECTING" as const, "head" as const],
    entry: role === "server" ? ["startOpeningTimer" as const] : ["startOpeningTimer" as const, "writeRequest" as const],
    on: { ...givenUp("closed" as const), ...(role === "server" ? awaitingRequest : awaitingResponse) },
  },
});

/** Section 4.2.2: a server has asked its application whether to accept the request. */
export const asked = {
  description: "A request has come whole; the application of the server answers it.",
  tags: ["CONNECTING" as const, "kept" as const],
  on: {
    ...givenUp("closedUnanswered" as const),
    "answer.accept": {
      target: "established" as const,
      actions: ["writeAcceptance" as const, ...opened],
      ...because("rfc6455/4.2.2/accepts-with-101"),
    },
    "answer.refuse": {
      target: "refused" as const,
      actions: ["writeRefusal" as const, ...cameToNothing],
      ...because("rfc6455/4.2.2/refusal-is-http-error"),
    },
  },
};

/** The transport ended, or time ran out, before the application had answered: its answer comes too late. */
export const closedUnanswered = {
  type: "final" as const,
  description: "The transport is closed, and with it went a request that the application had not answered.",
  tags: ["CLOSED" as const, "ignored" as const],
  on: {
    "send.*": refusesLate(...refusals.notOpen),
    "answer.*": refusesLate("rfc6455/4.2.2/completes-the-steps", "answering an opening handshake that was given up"),
  },
};
