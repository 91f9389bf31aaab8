import type { Role } from "../role.ts";
import { because, chart, impossible, refusals, refuses, refusesLate, stale } from "./chart.machine.ts";
import { givesUp, transportEnds } from "./ending.machine.ts";
import { incoming } from "./incoming.machine.ts";
import { asked, closedUnanswered, opening } from "./opening.machine.ts";
import { outgoing } from "./outgoing.machine.ts";

/*
 * How to read this machine, and what no drawing of it shows.
 *
 * A letter is one thing that has happened, and all that matters about it is in its name, so that no transition has a
 * condition and the machine remembers nothing but its state. The first part of a name says who speaks: the peer by
 * `handshake` and `receive`, our caller by `answer` and `send`, the host by `transport` and `timer`. Whoever takes a
 * letter has looked at the bytes before: `receive.text.first` is a legal header, `receive.ping` a whole frame,
 * `receive.violation` a broken rule. A data frame is a letter when its header has come, because a wrong order fails at
 * once; a control frame is one when its payload is complete, because its effect needs the payload. So between a letter
 * and its payload other letters come, and a transition is never a message. Text and binary lead to the same states; they
 * are told apart because callers and traces name them.
 *
 * There is one region for each direction, and each ends with its Close frame. Nothing asks who closed first: a Close frame
 * is heard by both regions, `incoming` ends, `outgoing` answers if it still speaks. When both have ended, the closing
 * handshake is complete, and what follows is clean (section 7.1.4). A failure ends no region: it leaves `established`
 * altogether, for `failing`, from where nothing is clean any more. That a Ping is answered after our own Close, and is not
 * after the peer's, follows from where the reaction stands.
 *
 * The order of effects is part of the meaning: a Pong is written before a Ping is told, a Close before the reason, and the
 * transport is shut last. XState runs what leaves a state first, then what the transition says, then what enters a state,
 * and regions in the order of their declaration; so `outgoing` is declared first, and nothing is done on leaving. A frame out
 * of order raises `receive.violation` within the same step: it blames, and then fails as any violation does.
 *
 * Silence is forbidden. A letter that is declared nowhere on the way from the inmost state outwards falls to the outermost
 * `on`, so that every letter in every state, every cell, is decided in one of five ways. It moves on or does something. It
 * is refused (`refuse`): our caller is wrong in any order of events. It is refused late (`refuseLate`): the caller could not
 * know that the connection is past it. It is discarded: a host is late with a word about a timer or a transport that is no
 * more, and timers need no other guard. Or it is impossible: the endpoint never takes it here, and a property holds that the
 * cells which are out of reach are exactly these. `closedUnanswered` is a state of its own for one cell only: an answer that
 * comes when the client has gone is late, while one that nobody ever asked for is a misuse.
 *
 * Tags say what is so in a state. They become the columns of the compiled table: in one word where the connection stands,
 * what becomes of bytes that arrive, and whether the end was clean. Bytes are no letters: where they are kept or dropped, no
 * frame is read and no `receive` letter can come. Nobody searches the name of a state for such a fact.
 *
 * What the machine does not know: bytes, lengths, masks, status codes, compression and how long anything takes. The reader
 * of frames judges the first five before there is a letter, and the host reports the last. Nor does it know its peer: that
 * two of these machines, with two wires between them, always end and never disagree is the claim of models/two-endpoints.
 *
 * It is compiled into a flat table, cell by cell (src/generate/machine/); the library runs the table alone, and properties
 * hold it against an XState actor. The drawings are in docs/generated/statechart.md, the cells in transition-table.md.
 */

function build(role: Role) {
  const isServer = role === "server";
  return chart.createMachine({
    id: role,
    description: "The life of one WebSocket connection, RFC 6455 sections 4 to 7.",
    initial: "unopened",
    states: {
      ...opening(role),
      ...(isServer ? { asked } : {}),
      refused: {
        description: "The opening handshake came to nothing and our side of the transport is shut; only the peer's is left.",
        tags: ["CLOSING", "refused"],
        entry: "shutTransport",
        ...because("rfc6455/7.1.1/clean-transport-close"),
        on: {
          "send.*": refusesLate(...refusals.notOpen),
          "timer.closing": givesUp("closed"),
          "transport.ended": transportEnds("closed", true, "rfc6455/7.1.7/fail-closes"),
        },
      },
      established: {
        description: "OPEN while both directions are alive, CLOSING once one has ended (section 7.1.3).",
        type: "parallel",
        // Outgoing comes first, so that a Close frame is written before anything else is done.
        states: { outgoing, incoming },
        on: {
          "receive.violation": { target: "failing", ...because("rfc6455/7.1.7/fail-stops-processing") },
          "receive.excess": { target: "failing", ...because("rfc6455/7.1.7/fail-stops-processing") },
          "transport.ended": {
            target: "closed",
            actions: ["shutTransport", "emitClosed"],
            ...because("rfc6455/7.2.1/lost-transport-fails"),
          },
        },
        onDone: { target: "finishing" },
      },
      finishing: {
        description: "Both Close frames are through; only the transport is left to close.",
        tags: ["CLOSING", "ignored"],
        ...(isServer
          ? { entry: "shutTransport" as const, ...because("rfc6455/5.5.1/server-closes-at-once", "rfc6455/7.1.1/server-closes-first") }
          : because("rfc6455/5.5.1/client-waits-for-server", "rfc6455/7.1.1/client-waits")),
        on: {
          "send.*": refusesLate(...refusals.afterClose),
          "timer.closing": givesUp("closedCleanly"),
          "transport.ended": transportEnds(
            "closedCleanly",
            isServer,
            "rfc6455/5.5.1/closes-transport",
            "rfc6455/7.1.4/clean-means-both-closed",
          ),
        },
      },
      failing: {
        id: "failing",
        description: "The connection has failed: the peer is no longer listened to, and only the transport is left to close.",
        tags: ["CLOSING", "ignored"],
        entry: isServer ? ["emitFailed", "shutTransport"] : ["emitFailed"],
        ...because("rfc6455/7.1.7/fail-stops-processing", "rfc6455/7.1.1/clean-transport-close"),
        on: {
          "send.*": refusesLate(...refusals.afterClose),
          "timer.closing": givesUp("closed"),
          "transport.ended": transportEnds("closed", isServer, "rfc6455/7.1.7/fail-closes"),
        },
      },
      closedCleanly: {
        description: "The transport is closed after a complete closing handshake (section 7.1.4).",
        tags: ["CLOSED", "ignored", "clean"],
        type: "final",
        on: { "send.*": refusesLate(...refusals.notOpen) },
      },
      closed: {
        id: "closed",
        description: "The transport is closed, and there was no complete closing handshake.",
        tags: ["CLOSED", "ignored"],
        type: "final",
        on: { "send.*": refusesLate(...refusals.notOpen) },
      },
      ...(isServer ? { closedUnanswered } : {}),
    },
    // What no state above has claimed.
    on: {
      "transport.opened": refuses("ours/lifecycle/started-once", "starting an endpoint that has been started"),
      "transport.ended": stale,
      "timer.*": stale,
      "handshake.*": impossible,
      "receive.*": impossible,
      "answer.*": refuses(
        "rfc6455/4.2.2/completes-the-steps",
        "answering an opening handshake that has not arrived or is already answered",
      ),
      "send.*": refuses(...refusals.notOpen),
    },
  });
}

/** The type of the machine, named so that documentation does not expand it. */
export interface ConnectionMachine extends ReturnType<typeof build> {}

/** RFC 6455 sections 4, 5.4, 5.5 and 7 as one statechart, without guards and without context. */
export const connectionMachine = (role: Role): ConnectionMachine => build(role);
