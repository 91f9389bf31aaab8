import { because, refusals, refuses, refusesLate } from "./chart.machine.ts";
import { givesUp } from "./ending.machine.ts";

const interleaves = refuses("rfc6455/5.4/fragments-not-interleaved", "beginning a message before the one before is finished");
const failureCloses = ["writeFailureClose" as const, "startClosingTimer" as const];

/** Section 6.1: the region of what this endpoint may still send, up to its Close frame. */
export const outgoing = {
  description: "What this endpoint may still send.",
  initial: "speaking" as const,
  states: {
    speaking: {
      description: "No Close frame sent yet.",
      tags: "speaking" as const,
      initial: "betweenMessages" as const,
      on: {
        "send.ping": { actions: "writeFrame" as const, ...because("rfc6455/6.1/framed") },
        "send.pong": { actions: "writeFrame" as const, ...because("rfc6455/5.5.3/pong-unsolicited") },
        "send.close": {
          target: "ended" as const,
          actions: ["writeClose" as const, "startClosingTimer" as const],
          ...because("rfc6455/7.1.2/close-frame-starts-handshake"),
        },
        "receive.close": {
          target: "ended" as const,
          actions: ["writeCloseReply" as const, "startClosingTimer" as const, "emitClosing" as const],
          ...because("rfc6455/5.5.1/close-gets-close", "ours/lifecycle/closing-is-told"),
        },
        "receive.violation": { target: "#failing", actions: failureCloses, ...because("rfc6455/7.1.7/fail-sends-close") },
        "receive.excess": { target: "#failing", actions: failureCloses, ...because("rfc6455/10.4/limits-protect") },
      },
      states: {
        betweenMessages: {
          description: "The next data frame begins a message.",
          on: {
            "send.text.whole": {
              actions: "writeFrame" as const,
              ...because("rfc6455/6.1/first-frame-opcode", "rfc6455/6.1/last-frame-fin"),
            },
            "send.text.first": {
              target: "insideMessage" as const,
              actions: "writeFrame" as const,
              ...because("rfc6455/6.1/first-frame-opcode"),
            },
            "send.binary.whole": {
              actions: "writeFrame" as const,
              ...because("rfc6455/6.1/first-frame-opcode", "rfc6455/6.1/last-frame-fin"),
            },
            "send.binary.first": {
              target: "insideMessage" as const,
              actions: "writeFrame" as const,
              ...because("rfc6455/6.1/first-frame-opcode"),
            },
            "send.continuation.*": refuses("rfc6455/5.4/continuation-follows-start", "continuing a message that has not begun"),
          },
        },
        insideMessage: {
          description: "A message has begun; the next data frame continues it.",
          on: {
            "send.continuation.more": { actions: "writeFrame" as const, ...because("rfc6455/5.4/fragment-order") },
            "send.continuation.last": {
              target: "betweenMessages" as const,
              actions: "writeFrame" as const,
              ...because("rfc6455/6.1/last-frame-fin"),
            },
            "send.text.*": interleaves,
            "send.binary.*": interleaves,
          },
        },
      },
    },
    ended: {
      type: "final" as const,
      description: "Our Close frame is sent; nothing may follow it.",
      on: {
        "send.*": refusesLate(...refusals.afterClose),
        "timer.closing": givesUp("#closed"),
        "transport.ended": {
          target: "#closed",
          actions: ["shutTransport" as const, "emitClosed" as const, "stopClosingTimer" as const],
          ...because("rfc6455/7.2.1/lost-transport-fails"),
        },
      },
    },
  },
};
