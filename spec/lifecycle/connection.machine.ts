import { setup } from "xstate";
import type { RequirementId } from "../requirements.ts";
import type { Role } from "../role.ts";
import { type EffectName, effects } from "./effects.ts";
import type { Letter } from "./letters.ts";

/** Says in `meta` which requirements a state or transition carries. */
const because = (...requires: RequirementId[]) => ({ meta: { requires } });

type Blaming = "blame" | "refuse";
type Named = { requirement: RequirementId };

const effectNames = Object.keys(effects) as EffectName[];
const plainEffects = Object.fromEntries(effectNames.map((name) => [name, () => undefined])) as unknown as Record<
  Exclude<EffectName, Blaming>,
  () => void
>;

const chart = setup({
  types: {
    events: {} as { type: Letter },
    meta: {} as { requires: readonly RequirementId[] },
  },
  actions: {
    ...plainEffects,
    blame: (_: unknown, _params: Named) => undefined,
    refuse: (_: unknown, _params: Named) => undefined,
  },
});

const violates = (requirement: RequirementId) => ({
  actions: [{ type: "blame" as const, params: { requirement } }, chart.raise({ type: "receive.violation" })],
  ...because(requirement),
});
const refuses = (requirement: RequirementId) => ({
  actions: { type: "refuse" as const, params: { requirement } },
  ...because(requirement),
});
const impossible = { actions: "impossible" as const };
const discarded = { actions: "discard" as const, ...because("rfc6455/7.1.1/clean-transport-close") };
const staleTimer = { actions: "discard" as const, ...because("ours/lifecycle/total") };

function build(role: Role) {
  const closed = `#${role}.closed`;
  const gaveUp = {
    target: closed,
    actions: ["dropTransport" as const, "emitClosed" as const],
    ...because("ours/limits/closing-timeout"),
  };

  // Declared before `incoming`, so that a Close is written before the application hears why.
  const outgoing = {
    description: "What this endpoint may still send.",
    initial: "speaking" as const,
    states: {
      speaking: {
        description: "No Close frame sent yet.",
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
          "receive.violation": {
            target: "ended" as const,
            actions: ["writeFailureClose" as const, "startClosingTimer" as const],
            ...because("rfc6455/7.1.7/fail-sends-close"),
          },
          "receive.excess": {
            target: "ended" as const,
            actions: ["writeFailureClose" as const, "startClosingTimer" as const],
            ...because("rfc6455/10.4/limits-protect"),
          },
          "timer.closing": staleTimer,
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
              "send.continuation.*": refuses("rfc6455/5.4/continuation-follows-start"),
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
              "send.text.*": refuses("rfc6455/5.4/fragments-not-interleaved"),
              "send.binary.*": refuses("rfc6455/5.4/fragments-not-interleaved"),
            },
          },
        },
      },
      ended: {
        type: "final" as const,
        description: "Our Close frame is sent; nothing may follow it.",
        on: { "send.*": refuses("rfc6455/5.5.1/no-data-after-close"), "timer.closing": gaveUp },
      },
    },
  };

  const incoming = {
    description: "What this endpoint still listens to.",
    initial: "hearing" as const,
    states: {
      hearing: {
        description: "No Close frame received, nothing violated.",
        initial: "betweenMessages" as const,
        on: {
          "receive.ping": {
            actions: ["writePong" as const, "emitPing" as const],
            ...because("rfc6455/5.5.2/ping-gets-pong", "rfc6455/5.5.3/pong-echoes-payload"),
          },
          "receive.pong": { actions: "emitPong" as const, ...because("rfc6455/5.5.3/pong-unsolicited") },
          "receive.close": { target: "ended" as const, ...because("rfc6455/7.1.5/close-code-of-first-close") },
          "receive.violation": {
            target: "ended" as const,
            actions: "emitFailed" as const,
            ...because("rfc6455/7.1.7/fail-stops-processing"),
          },
          "receive.excess": { target: "ended" as const, actions: "emitFailed" as const, ...because("rfc6455/7.1.7/fail-stops-processing") },
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
              "receive.continuation.*": violates("rfc6455/5.4/continuation-follows-start"),
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
              "receive.text.*": violates("rfc6455/5.4/fragments-not-interleaved"),
              "receive.binary.*": violates("rfc6455/5.4/fragments-not-interleaved"),
            },
          },
        },
      },
      ended: { type: "final" as const, description: "The peer's Close frame has arrived, or the peer is no longer listened to." },
    },
  };

  return chart.createMachine({
    id: role,
    description: "The life of one WebSocket connection, RFC 6455 sections 4 to 7.",
    initial: "connecting",
    states: {
      connecting: {
        description: "The opening handshake is under way.",
        entry: "startOpeningTimer",
        exit: "stopOpeningTimer",
        on: {
          "handshake.accepted": {
            target: "established",
            actions: "emitOpen",
            ...because(role === "server" ? "rfc6455/4.2.2/accepts-with-101" : "rfc6455/4.1/validates-response"),
          },
          "handshake.refused": {
            target: "refused",
            actions: ["emitRefused", "startClosingTimer"],
            ...because(role === "server" ? "rfc6455/4.2.1/malformed-request-refused" : "rfc6455/7.2.1/client-fails"),
          },
          "receive.*": impossible,
          "send.*": refuses("rfc6455/6.1/open-before-sending"),
          "timer.opening": {
            target: "closed",
            actions: ["emitRefused", "dropTransport", "emitClosed"],
            ...because("ours/limits/opening-timeout"),
          },
          "timer.closing": staleTimer,
          "transport.ended": {
            target: "closed",
            actions: ["emitRefused", "shutTransport", "emitClosed"],
            ...because("rfc6455/4.1/transport-failure-fails"),
          },
        },
      },
      refused: {
        description: "The opening handshake came to nothing and our side of the transport is shut; only the peer's is left.",
        entry: "shutTransport",
        on: {
          "receive.*": discarded,
          "timer.closing": gaveUp,
          "transport.ended": { target: "closed", actions: "emitClosed", ...because("rfc6455/7.1.7/fail-closes") },
        },
      },
      established: {
        description: "OPEN while both directions are alive, CLOSING once one has ended (section 7.1.3).",
        type: "parallel",
        states: { outgoing, incoming },
        on: {
          "transport.ended": {
            target: "closed",
            actions: ["shutTransport", "emitClosed"],
            ...because("rfc6455/7.2.1/lost-transport-fails"),
          },
        },
        onDone: { target: "finishing" },
      },
      finishing: {
        description: "Both directions have ended; only the transport is left to close.",
        ...(role === "server"
          ? { entry: "shutTransport" as const, ...because("rfc6455/5.5.1/server-closes-at-once", "rfc6455/7.1.1/server-closes-first") }
          : because("rfc6455/5.5.1/client-waits-for-server", "rfc6455/7.1.1/client-waits")),
        on: {
          "receive.*": discarded,
          "send.*": refuses("rfc6455/5.5.1/no-data-after-close"),
          "timer.closing": gaveUp,
          "transport.ended": {
            target: "closed",
            actions: role === "server" ? ["emitClosed"] : ["shutTransport", "emitClosed"],
            ...because("rfc6455/5.5.1/closes-transport", "rfc6455/7.1.4/clean-means-both-closed"),
          },
        },
      },
      closed: {
        description: "The transport is closed; this connection is over.",
        type: "final",
        entry: "stopClosingTimer",
      },
    },
    // What no state above has claimed.
    on: {
      "handshake.*": impossible,
      "receive.*": impossible,
      "send.*": refuses("rfc6455/6.1/open-before-sending"),
      "transport.ended": staleTimer,
      "timer.*": staleTimer,
    },
  });
}

/** The type of the machine, named so that documentation does not expand it. */
export interface ConnectionMachine extends ReturnType<typeof build> {}

/** RFC 6455 sections 4, 5.4, 5.5 and 7 as one statechart, without guards and without context. */
export const connectionMachine = (role: Role): ConnectionMachine => build(role);
