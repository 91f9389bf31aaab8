import { closeCodes } from "../../../spec/registries/close-codes.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import { equalBytes } from "../equal-bytes.ts";
import type { Deed } from "./deed.ts";
import type { Duty, Occasion, SoFar } from "./duty.ts";

const goesOn = "a recording that goes on until the connection has ended";

/** What demands that the receiver of a violation fails the connection: not every rule of a sender has one. */
const reactionTo: Partial<Record<RequirementId, RequirementId>> = {
  "rfc6455/5.1/client-frames-masked": "rfc6455/5.1/unmasked-closes",
  "rfc6455/5.1/server-frames-unmasked": "rfc6455/5.1/masked-closes",
  "rfc6455/5.2/rsv-zero": "rfc6455/5.2/rsv-fails",
  "rfc6455/5.2/opcode-known": "rfc6455/5.2/opcode-known",
  "rfc6455/8.1/invalid-utf8-fails": "rfc6455/8.1/invalid-utf8-fails",
};

/** Section 4.1: what a client looks for in an answer. */
const isOfAnswer = ({ place, requirement }: Deed): boolean =>
  place.frame === null && requirement?.startsWith("rfc6455/4.1/response-") === true;

/** Section 7.4.1: a Close frame with one of these does not say that anything went wrong. */
export const endsInOrder = ({ code }: Deed): boolean =>
  code === undefined || code === closeCodes.normal || code === closeCodes.goingAway || code === closeCodes.noStatus;

const answers = (pong: Deed, ping: Uint8Array | undefined): boolean =>
  pong.payload === undefined || ping === undefined || equalBytes(pong.payload, ping);

/** It answers the Close frame that stands behind the violation, in its own words. */
const echoesClose = (deed: Deed, _: Deed, { peerClosed }: SoFar): boolean =>
  peerClosed !== undefined && deed.code !== undefined && endsInOrder(deed) && deed.code === peerClosed.code;

const dropsConnection: Occasion = { by: "self", kind: "end", words: "it has given the connection up" };

/** What each party owes the other: sections 4.1, 5.1, 5.5, 7.1. The first occasion that fits decides, paying before excusing before breaching. */
export const duties: readonly Duty[] = [
  {
    name: "answer a Ping",
    requirement: "rfc6455/5.5.2/ping-gets-pong",
    opens: [
      {
        by: "peer",
        kind: "ping",
        when: (_, __, { selfEnded, peerViolated, peerClosed }) =>
          selfEnded === undefined && peerViolated === undefined && peerClosed === undefined,
        words: "a Ping",
      },
    ],
    pays: [{ by: "self", kind: "pong", when: (deed, opened) => answers(deed, opened.payload), words: "a Pong with its payload" }],
    excuses: [
      { by: "peer", kind: "close", words: "the peer's Close came first" },
      { by: "peer", kind: "violation", words: "the peer broke a rule, so that nothing behind it is processed" },
      { by: "self", kind: "close", when: (deed) => !endsInOrder(deed), words: "it has failed the connection" },
      { by: "peer", kind: "end", words: "the peer has ended the connection" },
      dropsConnection,
    ],
    breaches: [],
    overdue: "no Pong",
    lacks: "what became of the Ping",
    wouldDecide: goesOn,
  },
  {
    name: "answer a Close",
    requirement: "rfc6455/5.5.1/close-gets-close",
    opens: [
      {
        by: "peer",
        kind: "close",
        when: (_, __, { selfClosed, selfEnded, peerViolated }) =>
          selfClosed === undefined && selfEnded === undefined && peerViolated === undefined,
        words: "a Close frame",
      },
    ],
    pays: [{ by: "self", kind: "close", words: "a Close frame" }],
    excuses: [{ by: "peer", kind: "end", when: ({ how }) => how === "reset", words: "the peer has reset the connection" }],
    breaches: [
      {
        by: "self",
        kind: "end",
        needsReceipt: true,
        when: ({ how }) => how === "fin",
        words: "it ended its direction without a Close frame",
      },
      {
        by: "self",
        kind: "end",
        needsReceipt: true,
        when: ({ how }) => how === "reset",
        words: "it reset the connection without a Close frame",
      },
    ],
    overdue: "no Close frame in answer",
    lacks: "whether the Close frame had arrived before the connection ended",
    wouldDecide: "a recording with the acknowledgements of TCP, or one of this endpoint's own side that goes on to the end",
  },
  {
    name: "fail the connection",
    requirement: ({ requirement }) => (requirement === undefined ? undefined : reactionTo[requirement]),
    isReaction: true,
    opens: [
      {
        by: "peer",
        kind: "violation",
        when: (deed, _, { selfClosed, selfEnded, peerViolated }) =>
          deed.place.frame !== null && selfClosed === undefined && selfEnded === undefined && peerViolated === deed,
        words: "a violation",
      },
    ],
    pays: [
      { by: "self", kind: "close", when: (deed, opened, soFar) => !echoesClose(deed, opened, soFar), words: "it failed the connection" },
      { by: "self", kind: "end", words: "it closed the connection" },
    ],
    excuses: [{ by: "peer", kind: "end", when: ({ how }) => how === "reset", words: "the peer has reset the connection" }],
    breaches: [
      {
        by: "self",
        kind: "pong",
        when: (deed, _, { pingsBeforeViolation, pingsBehindViolation }) =>
          deed.payload !== undefined &&
          pingsBehindViolation.some((ping) => ping !== undefined && answers(deed, ping)) &&
          !pingsBeforeViolation.some((ping) => answers(deed, ping)),
        words: "it answered a Ping that stands at the violation or behind it",
      },
      {
        by: "self",
        kind: "close",
        needsReceipt: true,
        words: "it answered the Close frame that stands behind the violation as if nothing had happened",
      },
      { by: "self", kind: "data", needsReceipt: true, words: "it went on and sent data" },
      { by: "self", kind: "ping", needsReceipt: true, words: "it went on and sent a Ping" },
    ],
    overdue: "the connection is still open",
    lacks: "the reaction to the violation",
    wouldDecide: goesOn,
  },
  {
    name: "take no wrong answer",
    requirement: "rfc6455/4.1/validates-response",
    binds: "client",
    isReaction: true,
    opens: [{ by: "peer", kind: "violation", when: isOfAnswer, words: "an answer that opens no connection" }],
    pays: [{ by: "self", kind: "end", words: "it closed the connection" }],
    excuses: [{ by: "peer", kind: "end", words: "the server has ended the connection" }],
    breaches: (["data", "ping", "pong", "close"] as const).map((kind) => ({ by: "self", kind, words: "it went on and sent a frame" })),
    lacks: "what the client did with the answer",
    wouldDecide: goesOn,
  },
  {
    name: "close the transport",
    requirement: "rfc6455/5.5.1/server-closes-at-once",
    binds: "server",
    opens: [
      {
        by: "self",
        kind: "close",
        when: (_, __, { peerClosed, selfEnded }) => peerClosed !== undefined && selfEnded === undefined,
        words: "both Close frames",
      },
      {
        by: "peer",
        kind: "close",
        when: (_, __, { selfClosed, selfEnded }) => selfClosed !== undefined && selfEnded === undefined,
        words: "both Close frames",
      },
    ],
    pays: [{ by: "self", kind: "end", words: "the server has closed the transport" }],
    excuses: [{ by: "peer", kind: "end", words: "the client was faster" }],
    breaches: [],
    overdue: "the server has not closed the transport",
    lacks: "the end of the transport",
    wouldDecide: goesOn,
  },
];
