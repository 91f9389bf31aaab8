import { capitalised } from "../case/capitalised.ts";
import type { CaseEvent } from "../case/case.ts";
import { counted } from "../case/counted.ts";
import { endingText } from "../fuzzer/seen/ending.ts";
import type { SeenFrame } from "../fuzzer/seen/seen-frame.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { declinedOffers } from "./declined-offers.ts";
import { type EventDifference, firstDifference } from "./event-difference.ts";
import { aboutDifference, aboutSurplus, isAmong, isUnsolicited } from "./event-requirement.ts";
import type { PartialExplanation, Place } from "./explanation.ts";
import { frameOfEvent, frameToAnswer, frameToRefuse, inCapture, lastBeforeClose, placeOf } from "./frame-in-capture.ts";
import { eventWords, excerpt } from "./shown-event.ts";

/** What the peer sent in place of what was expected; undefined when that is not what the result is about. */
export function explainEvents(result: CaseResult): PartialExplanation | undefined {
  if (result.behavior === "OK" || result.behavior === "INFORMATIONAL") return undefined;
  const { OK: expected } = result.expected;
  // What is missing then is missing because the fuzzer did not listen any more.
  const isCutShort = result.violations.some(({ closeCode }) => closeCode !== null);
  if (isCutShort && expected === undefined) return undefined;
  if (result.behavior === "UNIMPLEMENTED" || expected === undefined) return programFinding(result);
  const difference = firstDifference(expected, result.received);
  if (difference === undefined || (isCutShort && difference.came === undefined)) return undefined;
  if (difference.came === undefined) return missing(result, expected, difference);
  return difference.expected === undefined ? surplus(result, difference.came, difference.index) : differing(result, expected, difference);
}

/** A program has said in words what came and what should have. */
function programFinding({ behavior, result, expectation, frames, ending, isServer, httpRequest }: CaseResult): PartialExplanation {
  const last = lastBeforeClose(frames);
  const isUnimplemented = behavior === "UNIMPLEMENTED";
  return {
    summary: result,
    // To do without an extension breaks nothing.
    about: isUnimplemented ? null : "case",
    places: isUnimplemented || last === undefined ? [] : [placeOf(inCapture("fuzzer", last))],
    expected: expectation,
    came: isUnimplemented ? uncompressed(isServer, httpRequest) : receivedSoFar(frames),
    next: isUnimplemented
      ? ["Switch permessage-deflate on in the peer, or leave its cases out with --exclude 12.*,13.*"]
      : [ending.caseTimer === null ? adviceForRoundTrips : adviceForSlowness],
  };
}

const uncompressed = (isServer: boolean, httpRequest: string): string =>
  isServer ? declinedOffers(httpRequest) : "The server accepted no offer of permessage-deflate.";

const adviceForRoundTrips = "Look at the limits of the peer (message size, frames of a message) and at what it does to large messages.";
const adviceForSlowness = "The time was up: look at whether the peer is slow or stuck; --timeout-scale 10 gives it more time.";

const receivedSoFar = ({ received }: CaseResult["frames"]): string =>
  received.length === 0 ? "No frame came." : `${counted(received.at(-1)?.number ?? 0, "frame")} came.`;

/** Nothing more came where something should have. */
function missing(result: CaseResult, expected: readonly CaseEvent[], { index }: EventDifference): PartialExplanation {
  const wanted = expected[index] as CaseEvent;
  const asked = frameToAnswer(result.frames, expected, index) ?? lastBeforeClose(result.frames);
  const places = asked === undefined ? [] : [placeOf(inCapture("fuzzer", asked))];
  const shared = {
    about: wanted.event === "pong" ? ("rfc6455/5.5.2/ping-gets-pong" as const) : ("case" as const),
    places,
    expected: `${ordinal(index, expected.length)}: ${eventWords(wanted)}.`,
    came: `Nothing more came${afterFrame(result)}.`,
  };
  if (wanted.event === "timeout") {
    const summary = `The peer failed the connection too early, before ${eventWords(wanted)} was over.`;
    return { ...shared, summary, next: ["Nothing sent by then was wrong: look at what the peer's log says about the last frame."] };
  }
  const name = wanted.event === "pong" ? "Pong" : "echo";
  const number = asked === undefined ? "" : ` for frame ${asked.number}`;
  return { ...shared, summary: `No ${name} came${number}.`, next: [adviceForMissing(result, name, asked)] };
}

function adviceForMissing(
  { behavior, localCloseCode, remoteCloseCode, remoteCloseReason, closedByMe }: CaseResult,
  name: string,
  asked: SeenFrame | undefined,
): string {
  if (behavior === "NON-STRICT")
    return "A strict peer answers what was complete before it fails the connection: flush what is written before ending TCP.";
  if (remoteCloseCode !== null && (!closedByMe || remoteCloseCode !== localCloseCode)) {
    const reason = remoteCloseReason === null ? "" : ` and the reason "${remoteCloseReason}"`;
    return `The peer sent Close ${remoteCloseCode}${reason}: look at its log for why it thinks frame ${asked?.number ?? 1} is wrong.`;
  }
  if (name === "Pong")
    return "Look at whether the peer reads while it is idle, and whether Pings are answered automatically or by the application.";
  return "Look at whether the message reached the application, and whether the echo was written and flushed.";
}

/** Something came although everything expected had come. */
function surplus(result: CaseResult, came: CaseEvent, index: number): PartialExplanation {
  if (came.event === "timeout") return tooLate(result, came);
  const refused = frameToRefuse(result.frames);
  const isEcho = result.expectedClose.closedByMe;
  const what = came.event === "pong" ? "a Pong" : "a message";
  return {
    summary: `The peer sent ${what} where nothing ${index === 0 ? "" : "more "}may come.`,
    about: aboutSurplus(result, came),
    places: [...placeOfEvent(result, index), ...(refused === undefined ? [] : [placeOf(inCapture("fuzzer", refused))])],
    expected: index === 0 ? "No message and no Pong." : `Nothing after ${counted(index, "event")}.`,
    came: `${capitalised(eventWords(came))}.`,
    next: [
      isEcho
        ? adviceForSurplus(result, came, what)
        : `Look at why the peer reads on: frame ${refused?.number ?? 1} of the fuzzer (${refused === undefined ? "" : inCapture("fuzzer", refused).what}) or what follows it had to fail the connection.`,
    ],
  };
}

const adviceForSurplus = (result: CaseResult, came: CaseEvent, what: string): string =>
  isUnsolicited(result, came)
    ? adviceForUnsolicited
    : `Look at why the peer answers with ${what}: nothing that it received asks for one, or its own Close had to end what it sends.`;

/** A pause of the case went by in which the peer should have failed the connection. */
function tooLate(result: CaseResult, came: CaseEvent): PartialExplanation {
  const last = lastBeforeClose(result.frames);
  return {
    about: "case",
    summary: `The peer had not failed the connection when ${eventWords(came)} was over.`,
    places: last === undefined ? [] : [placeOf(inCapture("fuzzer", last))],
    expected: "The connection fails at the first byte that makes the text invalid.",
    came: `The connection was still open; then: ${endingText(result.ending)}`,
    next: ["Look at whether the peer validates text as it arrives or only when a frame or a message is complete."],
  };
}

/** Something else came. */
function differing(result: CaseResult, expected: readonly CaseEvent[], { index, came, byteIndex }: EventDifference): PartialExplanation {
  const wanted = expected[index] as CaseEvent;
  const arrived = came as CaseEvent;
  const asked = frameToAnswer(result.frames, expected, index);
  return {
    about: aboutDifference(result, wanted, arrived),
    summary: `${ordinal(index, expected.length)} is not the one expected${byteIndex === null ? "" : `: its payload differs from byte ${byteIndex} on`}.`,
    places: [...placeOfEvent(result, index), ...(asked === undefined ? [] : [placeOf(inCapture("fuzzer", asked))])],
    expected: `${capitalised(eventWords(wanted))}${bytesAt(wanted, byteIndex)}.`,
    came: `${capitalised(eventWords(arrived))}${bytesAt(arrived, byteIndex)}.`,
    next: [isUnsolicited(result, arrived) ? adviceForUnsolicited : adviceForDiffering(expected, wanted, arrived)],
  };
}

/** The bytes at the difference, where the beginning does not show them. */
function bytesAt(event: CaseEvent, byteIndex: number | null): string {
  if (byteIndex === null || byteIndex < 8 || event.event === "timeout") return "";
  const bytes = excerpt(event.payload, byteIndex);
  return bytes === "" ? `; it ends after ${counted(byteIndex, "byte")}` : `; from byte ${byteIndex} on${bytes}`;
}

function adviceForDiffering(expected: readonly CaseEvent[], wanted: CaseEvent, came: CaseEvent): string {
  if (wanted.event === "pong" && came.event === "pong" && isAmong(expected, came))
    return "The Pong answers a later Ping: look at whether the peer answers only the last of several, which section 5.5.3 allows.";
  if (wanted.event !== came.event)
    return "Look at the order in which the peer answers: control frames between fragments are answered before the message.";
  if (wanted.event === "message" && came.event === "message" && wanted.binary !== came.binary)
    return "Look at whether the echo keeps the type of the message: text has to come back as text, binary as binary.";
  return wanted.event === "pong"
    ? "Look at where the peer builds its Pong: it carries exactly the payload of the Ping."
    : "Look at how the peer unmasks and joins the fragments of a message, and at what its application changes.";
}

const adviceForUnsolicited =
  "RFC 6455 lets a peer send Pongs that nobody asked for, but they are events of a case: switch off what sends them (a keep-alive) while the suite runs.";

const placeOfEvent = (result: CaseResult, index: number): readonly Place[] => {
  const frame = frameOfEvent(result, index);
  return frame === undefined ? [] : [placeOf(inCapture("peer", frame))];
};

function afterFrame({ frames, ending }: CaseResult): string {
  const last = lastBeforeClose(frames);
  const waited = ending.caseTimer?.seconds ?? (ending.kind === "timeout" ? ending.seconds : undefined);
  const after = last === undefined ? "" : ` after frame ${last.number} of the fuzzer`;
  return `${after}${waited === undefined ? "" : ` within ${counted(waited, "second")}`}`;
}

const ordinal = (index: number, count: number): string => (count === 1 ? "The one event of the case" : `Event ${index + 1} of ${count}`);
