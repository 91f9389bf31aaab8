import { type ReadingName, readings } from "../../../spec/readings.ts";
import { closeCodes, maySendStatusCode } from "../../../spec/registries/close-codes.ts";
import type { Case, CaseEvent } from "../case/case.ts";
import type { ClosingFacts } from "../fuzzer/seen/closing-facts.ts";
import { judge, type PlayObservation, sameEvents } from "./behaviour.ts";
import type { DisputedReading } from "./case-result.ts";

/** What a run would have been under another reading: the case that reading makes, and what it makes of the facts. */
interface Retold {
  readonly played: Case;
  readonly observation: PlayObservation;
}

/** A passage that people read in two ways, and the cases whose verdict rests on it. */
interface Dispute {
  readonly reading: ReadingName;
  readonly cases: readonly string[];
  readonly others: string;
  /** The same run in the eyes of the others. */
  readonly retell: (played: Case, observation: PlayObservation) => Retold;
}

const tolerant = (played: Case, observation: PlayObservation): Retold => {
  const lenient = judge(played, observation).behavior === "NON-STRICT";
  return { played: lenient ? { ...played, expected: { OK: observation.received } } : played, observation };
};

const alsoClosingWith =
  (...codes: readonly number[]) =>
  (played: Case, observation: PlayObservation): Retold => ({
    played: { ...played, expectedClose: { ...played.expectedClose, closeCode: [...played.expectedClose.closeCode, ...codes] } },
    observation,
  });

/** Only a client may send 1010: one that gets it from a server, which the fuzzer then is, has to refuse it. */
const refusedByClients = (played: Case, observation: PlayObservation): Retold => ({
  played: observation.facts.isServer
    ? { ...played, expectedClose: { ...played.expectedClose, closeCode: [closeCodes.protocolError], requireClean: false } }
    : played,
  observation,
});

/** Section 5.5.3: of several Pings an endpoint may answer only the last that it has got to. */
const answeringTheLast = (played: Case, observation: PlayObservation): Retold => {
  const { OK: pongs = [] } = played.expected;
  const { received } = observation;
  const isLegal = isSelection(received, pongs) && sameEvents(received.slice(-1), pongs.slice(-1));
  return { played: isLegal ? { ...played, expected: { OK: received } } : played, observation };
};

/** Whether some events are some of others, in their order. */
function isSelection(some: readonly CaseEvent[], of: readonly CaseEvent[]): boolean {
  const [first, ...rest] = some;
  if (first === undefined) return true;
  const at = of.findIndex((event) => sameEvents([event], [first]));
  return at >= 0 && isSelection(rest, of.slice(at + 1));
}

const demandingAnswers = (played: Case, observation: PlayObservation): Retold => ({
  played: { ...played, after: played.after.filter(({ rule }) => rule !== "forceInformational") },
  observation,
});

/** The disputes that belong to cases. */
export const disputes: readonly Dispute[] = [
  {
    reading: "several-pings-unanswered",
    cases: ["2.10", "2.11"],
    others: "A peer that has fallen behind may answer only the last of several Pings (RFC 6455, section 5.5.3).",
    retell: answeringTheLast,
  },
  {
    reading: "what-came-before-a-violation",
    cases: ["3.2", "3.3", "3.4", "4.1.3", "4.1.4", "4.1.5", "4.2.3", "4.2.4", "4.2.5", "5.15"],
    others: "An endpoint that fails the connection at once owes no answer to what came before: both behaviours are right.",
    retell: tolerant,
  },
  {
    reading: "when-invalid-text-is-noticed",
    cases: ["6.4.1", "6.4.2", "6.4.3", "6.4.4"],
    others: "Text may be judged when its message is complete: both behaviours are right.",
    retell: tolerant,
  },
  {
    reading: "messages-before-a-close",
    cases: ["7.1.6"],
    others: "What came before the Close frame has to be answered before the closing handshake goes on.",
    retell: demandingAnswers,
  },
  {
    reading: "close-inside-a-fragmented-message",
    cases: ["7.1.5"],
    others: "An endpoint may fail the connection with 1002, for the message was never finished.",
    retell: alsoClosingWith(closeCodes.protocolError),
  },
  {
    reading: "status-code-1010-from-a-server",
    cases: ["7.7.8"],
    others: "Only a client may send 1010, so a client refuses it from a server with 1002.",
    retell: refusedByClients,
  },
  {
    reading: "status-code-1004",
    cases: ["7.9.3"],
    others: "Reserved is not forbidden: the code may be answered like any other.",
    retell: (played, observation) => {
      const { facts } = observation;
      const told = facts.remoteCloseCode === 1004 && facts.failedByMe ? { ...observation, facts: accepting(facts) } : observation;
      return alsoClosingWith(closeCodes.normal, 1004)(played, told);
    },
  },
];

/** The readings that a result may depend on, ours first, with the verdict that each gives. */
export function disputedReadings(played: Case, observation: PlayObservation): readonly DisputedReading[] {
  if (!observation.wasOpen) return [];
  const dispute = disputes.find(({ cases }) => cases.includes(played.id));
  const ofCase = dispute === undefined ? [] : bothOf(dispute, played, observation);
  return [...ofCase, ...readingsOfLaterCodes(played, observation)];
}

function bothOf({ reading, others, retell }: Pick<Dispute, "reading" | "others" | "retell">, played: Case, observation: PlayObservation) {
  const retold = retell(played, observation);
  return [
    { reading, holds: readings[reading].ours, isOurs: true, ...verdictsOf(played, observation) },
    { reading, holds: others, isOurs: false, ...verdictsOf(retold.played, retold.observation) },
  ];
}

function verdictsOf(played: Case, observation: PlayObservation): Pick<DisputedReading, "behavior" | "behaviorClose"> {
  const { behavior, behaviorClose } = judge(played, observation);
  return { behavior, behaviorClose };
}

const isLaterCode = (code: number): boolean => maySendStatusCode(code, "iana-2026") && !maySendStatusCode(code, "rfc6455");

/** 1012 to 1014 came: judged by the two lists of status codes, whichever the fuzzer went by. */
function readingsOfLaterCodes(played: Case, observation: PlayObservation): readonly DisputedReading[] {
  const { facts } = observation;
  if (facts.remoteCloseCode === null || !isLaterCode(facts.remoteCloseCode)) return [];
  const wasRefused = facts.failedByMe;
  const printed = { holds: "Only the codes printed in RFC 6455 are valid: the peer must not send it.", facts: refusing(facts) };
  const registered = { holds: "The registry of IANA has the code, so the peer may send it.", facts: accepting(facts) };
  const [used, other] = wasRefused ? [printed, registered] : [registered, printed];
  return [used, other].map(({ holds, facts: told }) => ({
    reading: "status-codes-registered-later",
    holds,
    isOurs: told === registered.facts,
    ...verdictsOf(played, told === used.facts ? observation : { ...observation, facts: told }),
  }));
}

/** The fuzzer refuses with 1002 what came first, and drops what came as an answer to its Close. */
const refusing = (facts: ClosingFacts): ClosingFacts => ({
  ...facts,
  failedByMe: true,
  closedByMe: true,
  wasClean: !facts.closedByMe,
  droppedByMe: facts.droppedByMe || facts.closedByMe,
});

/** The peer's Close counts like any other: a dropped transport means that it was the answer to the fuzzer's. */
function accepting(facts: ClosingFacts): ClosingFacts {
  const wasAnswer = facts.droppedByMe && !facts.wasClean;
  return { ...facts, failedByMe: false, closedByMe: wasAnswer, wasClean: true, droppedByMe: facts.isServer };
}
