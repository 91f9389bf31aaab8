import { because, violates } from "./chart.machine.ts";

const interleaves = violates("rfc6455/5.4/fragments-not-interleaved", "new message before the last fragment of the one before");

/** Section 6.2: the region of what the peer may still say, up to its Close frame. */
export const incoming = {
  description: "What this endpoint still listens to.",
  initial: "hearing" as const,
  states: {
    hearing: {
      description: "No Close frame received.",
      tags: "frames" as const,
      initial: "betweenMessages" as const,
      on: {
        "receive.ping": {
          actions: ["writePong" as const, "emitPing" as const],
          ...because("rfc6455/5.5.2/ping-gets-pong", "rfc6455/5.5.3/pong-echoes-payload"),
        },
        "receive.pong": { actions: "emitPong" as const, ...because("rfc6455/5.5.3/pong-unsolicited") },
        "receive.close": { target: "ended" as const, ...because("rfc6455/7.1.5/close-code-of-first-close") },
      },
      states: {
        betweenMessages: {
          description: "The next data frame begins a message.",
          on: {
            "receive.text.whole": { actions: "readData" as const, ...because("rfc6455/6.2/message-type-noted") },
            "receive.text.first": {
              target: "insideMessage" as const,
              actions: "readData" as const,
              ...because("rfc6455/5.4/receives-fragments"),
            },
            "receive.binary.whole": { actions: "readData" as const, ...because("rfc6455/6.2/message-type-noted") },
            "receive.binary.first": {
              target: "insideMessage" as const,
              actions: "readData" as const,
              ...because("rfc6455/5.4/receives-fragments"),
            },
            "receive.continuation.*": violates(
              "rfc6455/5.4/continuation-follows-start",
              "continuation frame without a message to continue",
            ),
          },
        },
        insideMessage: {
          description: "A message has begun; the next data frame continues it.",
          on: {
            "receive.continuation.more": { actions: "readData" as const, ...because("rfc6455/5.4/receives-fragments") },
            "receive.continuation.last": {
              target: "betweenMessages" as const,
              actions: "readData" as const,
              ...because("rfc6455/5.4/receives-fragments"),
            },
            "receive.text.*": interleaves,
            "receive.binary.*": interleaves,
          },
        },
      },
    },
    ended: { type: "final" as const, tags: "ignored" as const, description: "The peer's Close frame has arrived." },
  },
};
