import type { EffectName } from "../../spec/lifecycle/effects.ts";
import type { Letter } from "../../spec/lifecycle/letters.ts";
import type { FateOfBytes, ReadyState } from "../../spec/lifecycle/state-facts.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import { awaitsAnswer, fails, hears, isConnecting, isData, isInOrder, isUnstarted, type Side, type Step, speaks } from "./side.ts";

/** A law that every step of an endpoint obeys, in terms of what has happened and never of the machine's states. */
export interface StepLaw {
  readonly requirement: RequirementId;
  readonly claim: string;
  readonly isBroken: (step: Step) => boolean;
}

const times = ({ effects }: Step, ...names: readonly EffectName[]): number => effects.filter(({ effect }) => names.includes(effect)).length;
const isHeard = ({ before, letter }: Step, ...among: readonly Letter[]): boolean => hears(before) && among.includes(letter);
const isCommand = ({ letter }: Step): boolean => /^(send|answer)[.]/.test(letter) || letter === "transport.opened";
const refusalsIn = (step: Step): (RequirementId | undefined)[] => [
  ...requirementsOf(step, "refuse"),
  ...requirementsOf(step, "refuseLate"),
];
const requirementsOf = ({ effects }: Step, name: EffectName): (RequirementId | undefined)[] =>
  effects.filter(({ effect }) => effect === name).map(({ requirement }) => requirement);

/** Whether an effect happens once where it has to, and not at all where it has not. */
const happensIff = (isDue: (step: Step) => boolean, ...names: readonly EffectName[]) => ({
  isBroken: (step: Step) => times(step, ...names) !== (isDue(step) ? 1 : 0),
});

/** Sections 4.2.2, 5.4, 5.5.1 and 6.1: what forbids a command. */
function refusalOf({ before, letter }: Step): RequirementId | undefined {
  if (letter === "transport.opened") return isUnstarted(before) ? undefined : "ours/lifecycle/started-once";
  if (letter.startsWith("answer.")) return awaitsAnswer(before) ? undefined : "rfc6455/4.2.2/completes-the-steps";
  if (!speaks(before))
    return before.sentClose !== 0 && !before.isOver ? "rfc6455/5.5.1/no-data-after-close" : "rfc6455/6.1/open-before-sending";
  return isData(letter) ? orderBroken(letter, before.sending) : undefined;
}

/** Whether a caller that is refused could not know: its connection has begun to end, or its request was given up. */
function isLate({ before, letter }: Step): boolean {
  if (letter === "transport.opened") return false;
  const { isAsked, isOpened, isRefused, isOver, sentClose } = before;
  return letter.startsWith("answer.") ? isAsked && !isOpened && !isRefused && isOver : isRefused || isOver || sentClose !== 0;
}

const orderBroken = (letter: Letter, fragmentation: Side["hearing"]): RequirementId | undefined => {
  if (isInOrder(letter, fragmentation)) return undefined;
  return letter.includes("continuation") ? "rfc6455/5.4/continuation-follows-start" : "rfc6455/5.4/fragments-not-interleaved";
};

const isRefused = (step: Step): boolean => isCommand(step) && refusalOf(step) !== undefined;
const isAllowed = (step: Step): boolean => isCommand(step) && refusalOf(step) === undefined;
/** The opening handshake comes to nothing by what the peer has sent, or by what the application says. */
const refusesNow = (step: Step): boolean =>
  isConnecting(step.before) && (step.letter === "handshake.refused" || (step.letter === "answer.refuse" && isAllowed(step)));
const opensNow = (step: Step): boolean =>
  isConnecting(step.before) && (step.letter === "handshake.accepted" || (step.letter === "answer.accept" && isAllowed(step)));
const isReceivedData = ({ letter }: Step): boolean => letter.startsWith("receive.") && isData(letter);
const isMisordered = (step: Step): boolean => isReceivedData(step) && hears(step.before) && !isInOrder(step.letter, step.before.hearing);

/** A timer that runs has expired: one that does not is a late word of the host. */
const isExpiry = ({ before, letter }: Step): boolean =>
  (letter === "timer.opening" && before.openingTimer) || (letter === "timer.closing" && before.closingTimer);
const isEnd = (step: Step): boolean => !step.before.isOver && (step.letter === "transport.ended" || isExpiry(step));

/** Whether nothing but the transport is left to close. */
const isDone = ({ sentClose, heardClose, hasFailed }: Side): boolean => sentClose !== 0 && (heardClose !== 0 || hasFailed);
const hasToHaveShut = ({ role, after }: Step): boolean => after.isOver || after.isRefused || (role === "server" && isDone(after));

/** Whether one effect stands before another wherever both happen. */
function isAfter({ effects }: Step, later: readonly EffectName[], earlier: readonly EffectName[]): boolean {
  const names = effects.map(({ effect }) => effect);
  const first = names.findIndex((name) => later.includes(name));
  return first >= 0 && names.slice(first).some((name) => earlier.includes(name));
}

const closeWriters = ["writeClose", "writeCloseReply", "writeFailureClose"] as const;
const isCloseWriter = (effect: EffectName): boolean => closeWriters.some((writer) => writer === effect);
const writers = [...closeWriters, "writeFrame", "writePong", "writeRequest", "writeAcceptance", "writeRefusal"] as const;
const tellers = ["emitRequest", "emitOpen", "emitRefused", "emitPing", "emitPong", "emitClosing", "emitFailed", "readData"] as const;

/** Every law of a single step. */
export const stepLaws: readonly StepLaw[] = [
  { requirement: "ours/lifecycle/total", claim: "nothing impossible happens", isBroken: (step) => times(step, "impossible") > 0 },
  {
    requirement: "ours/lifecycle/total",
    claim: "every letter moves on or has an effect",
    isBroken: ({ before, after, effects }) => before.state === after.state && effects.length === 0,
  },
  {
    requirement: "ours/lifecycle/total",
    claim: "what is discarded or refused changes nothing",
    isBroken: (step) =>
      times(step, "discard", "refuse", "refuseLate") > 0 && (step.effects.length > 1 || step.before.state !== step.after.state),
  },
  {
    requirement: "rfc6455/6.1/open-before-sending",
    claim: "a command is refused for what it would break, and only then",
    isBroken: (step) => {
      const refusals = refusalsIn(step);
      return isRefused(step) ? refusals.length !== 1 || refusals[0] !== refusalOf(step) : refusals.length > 0;
    },
  },
  {
    requirement: "ours/lifecycle/late-is-no-misuse",
    claim: "a caller that could not know that it is refused is told that it is too late, and no other",
    isBroken: (step) => times(step, "refuseLate") !== (isRefused(step) && isLate(step) ? 1 : 0),
  },
  {
    requirement: "rfc6455/4.1/opens-a-connection",
    claim: "a client sends its request when the transport is open, and only then",
    ...happensIff((step) => step.role === "client" && isAllowed(step) && step.letter === "transport.opened", "writeRequest"),
  },
  {
    requirement: "rfc6455/4.2.2/completes-the-steps",
    claim: "the application of a server is asked about each request, once",
    ...happensIff(({ before, letter }) => isConnecting(before) && letter === "handshake.requested", "emitRequest"),
  },
  {
    requirement: "rfc6455/4.2.2/accepts-with-101",
    claim: "a server accepts when its application does",
    ...happensIff((step) => isAllowed(step) && step.letter === "answer.accept", "writeAcceptance"),
  },
  {
    requirement: "rfc6455/4.2.1/malformed-request-refused",
    claim: "a server refuses a request that is wrong, or that its application refuses",
    ...happensIff((step) => step.role === "server" && refusesNow(step), "writeRefusal"),
  },
  {
    requirement: "rfc6455/6.1/framed",
    claim: "a frame is written when the caller may ask for it, and only then",
    ...happensIff((step) => isAllowed(step) && step.letter.startsWith("send.") && step.letter !== "send.close", "writeFrame"),
  },
  {
    requirement: "rfc6455/7.1.2/close-frame-starts-handshake",
    claim: "a caller that closes gets its own Close frame written",
    ...happensIff((step) => isAllowed(step) && step.letter === "send.close", "writeClose"),
  },
  {
    requirement: "rfc6455/5.5.1/close-gets-close",
    claim: "a Close frame is answered unless ours was sent",
    ...happensIff((step) => isHeard(step, "receive.close") && speaks(step.before), "writeCloseReply"),
  },
  {
    requirement: "ours/lifecycle/closing-is-told",
    claim: "the application is told of a Close frame that begins the closing handshake",
    ...happensIff((step) => isHeard(step, "receive.close") && speaks(step.before), "emitClosing"),
  },
  {
    requirement: "rfc6455/7.1.7/fail-sends-close",
    claim: "a failing endpoint says so in a Close frame unless one was sent",
    ...happensIff(({ before, letter }) => fails(before, letter) && speaks(before), "writeFailureClose"),
  },
  {
    requirement: "rfc6455/5.5.1/no-data-after-close",
    claim: "an endpoint sends one Close frame at most, and its callers' frames before it",
    isBroken: (step) => step.before.sentClose !== 0 && times(step, "writeFrame", ...closeWriters) > 0,
  },
  {
    requirement: "rfc6455/7.1.7/fail-stops-processing",
    claim: "the application is told of a failure once",
    ...happensIff(({ before, letter }) => fails(before, letter), "emitFailed"),
  },
  {
    requirement: "rfc6455/5.4/fragment-order",
    claim: "the peer is blamed for a frame out of order, by the rule it broke, and for nothing else",
    isBroken: (step) => {
      const blames = requirementsOf(step, "blame");
      return isMisordered(step) ? blames.length !== 1 || blames[0] !== orderBroken(step.letter, step.before.hearing) : blames.length > 0;
    },
  },
  {
    requirement: "rfc6455/5.4/receives-fragments",
    claim: "data in order is read, and none after a Close or a failure",
    ...happensIff((step) => isReceivedData(step) && hears(step.before) && !isMisordered(step), "readData"),
  },
  {
    requirement: "rfc6455/5.5.2/ping-gets-pong",
    claim: "a Ping gets its Pong unless a Close has come",
    ...happensIff((step) => isHeard(step, "receive.ping"), "writePong"),
  },
  {
    requirement: "rfc6455/6.2/control-handled",
    claim: "the application is told of a Ping that is listened to",
    ...happensIff((step) => isHeard(step, "receive.ping"), "emitPing"),
  },
  {
    requirement: "rfc6455/5.5.3/pong-unsolicited",
    claim: "the application is told of a Pong that is listened to",
    ...happensIff((step) => isHeard(step, "receive.pong"), "emitPong"),
  },
  {
    requirement: "rfc6455/4.1/validates-response",
    claim: "the application is told when the connection opens",
    ...happensIff(opensNow, "emitOpen"),
  },
  {
    requirement: "rfc6455/7.2.1/client-fails",
    claim: "the application is told when the opening handshake comes to nothing",
    ...happensIff((step) => refusesNow(step) || ((isConnecting(step.before) || isUnstarted(step.before)) && isEnd(step)), "emitRefused"),
  },
  {
    requirement: "rfc6455/7.1.4/clean-means-both-closed",
    claim: "the application is told that the connection is closed when the transport is, once",
    ...happensIff(isEnd, "emitClosed"),
  },
  {
    requirement: "ours/limits/closing-timeout",
    claim: "the transport is given up when time has run out, and only then",
    ...happensIff((step) => !step.before.isOver && isExpiry(step), "dropTransport"),
  },
  {
    requirement: "rfc6455/7.1.1/server-closes-first",
    claim: "a server shuts the transport as soon as both Close frames are through, a client leaves that to the server",
    isBroken: (step) => step.after.hasShut !== hasToHaveShut(step),
  },
  {
    requirement: "rfc6455/7.1.1/clean-transport-close",
    claim: "the transport is shut once, when everything is written, timed and told, and nothing is written afterwards",
    isBroken: (step) => {
      const shuts = times(step, "shutTransport");
      const isTooMuch = step.before.hasShut && shuts + times(step, ...writers) > 0;
      return isTooMuch || shuts > 1 || isAfter(step, ["shutTransport", "dropTransport"], [...writers, "startClosingTimer", ...tellers]);
    },
  },
  {
    requirement: "ours/limits/closing-timeout",
    claim: "the closing timer runs from our Close frame or refusal to the end",
    isBroken: (step) =>
      step.after.closingTimer !== (!step.after.isOver && (step.after.sentClose !== 0 || step.after.isRefused)) ||
      isAfter(step, ["stopClosingTimer"], ["emitClosed"]),
  },
  {
    requirement: "ours/limits/closing-timeout",
    claim: "a timer is started while it does not run, and stopped while it runs",
    isBroken: (step) =>
      times(step, "startClosingTimer") > (step.before.closingTimer ? 0 : 1) ||
      times(step, "startOpeningTimer") > (step.before.openingTimer ? 0 : 1) ||
      times(step, "stopClosingTimer") > (step.before.closingTimer && step.letter !== "timer.closing" ? 1 : 0) ||
      times(step, "stopOpeningTimer") > (step.before.openingTimer && step.letter !== "timer.opening" ? 1 : 0),
  },
  {
    requirement: "ours/limits/closing-timeout",
    claim: "the closing timer is started with our Close frame, before anything else is done",
    isBroken: ({ effects }) => effects.some(({ effect }, i) => isCloseWriter(effect) && effects[i + 1]?.effect !== "startClosingTimer"),
  },
  {
    requirement: "rfc6455/7.2.1/client-fails",
    claim: "the application is told of a refusal before the end of the transport is waited for",
    isBroken: (step) => isAfter(step, ["startClosingTimer"], ["emitRefused"]),
  },
  {
    requirement: "ours/limits/opening-timeout",
    claim: "the opening timer runs until the opening handshake is decided",
    isBroken: ({ after }) => after.openingTimer !== isConnecting(after),
  },
  {
    requirement: "rfc6455/7.1.7/fail-sends-close",
    claim: "the peer is told of a failure before the application is",
    isBroken: (step) => isAfter(step, ["emitFailed", "emitClosing"], closeWriters) || isAfter(step, ["emitPing"], ["writePong"]),
  },
  {
    requirement: "rfc6455/5.4/fragment-order",
    claim: "what the peer is blamed for is known before anybody is told",
    isBroken: (step) => isAfter(step, ["writeFailureClose", "emitFailed"], ["blame"]),
  },
  {
    requirement: "rfc6455/7.1.4/clean-means-both-closed",
    claim: "the end is told when the transport is closed, and nothing is told after it",
    isBroken: (step) =>
      (step.before.isOver && times(step, "emitClosed", ...tellers) > 0) ||
      isAfter(step, ["emitClosed"], ["shutTransport", "dropTransport", ...tellers]),
  },
  {
    requirement: "ours/lifecycle/table-is-machine",
    claim: "the facts of the state say what becomes of bytes, where the connection stands, and whether it was closed cleanly",
    isBroken: ({ after, factsAfter }) =>
      factsAfter?.bytes !== fateOfBytes(after) ||
      factsAfter.readyState !== readyStateOf(after) ||
      factsAfter.isClean !== (after.isOver && after.heardClose !== 0),
  },
];

/** What has to become of bytes that arrive now. */
function fateOfBytes(side: Side): FateOfBytes {
  if (isUnstarted(side)) return "misplaced";
  if (isConnecting(side)) return side.isAsked ? "kept" : "head";
  if (hears(side)) return "frames";
  return side.isRefused && !side.isOver ? "refused" : "ignored";
}

/** Section 7.1.3. */
function readyStateOf(side: Side): ReadyState {
  if (side.isOver) return "CLOSED";
  if (isUnstarted(side) || isConnecting(side)) return "CONNECTING";
  return hears(side) && speaks(side) ? "OPEN" : "CLOSING";
}

/** The laws a step breaks. */
export const brokenBy = (step: Step): StepLaw[] => stepLaws.filter(({ isBroken }) => isBroken(step));
