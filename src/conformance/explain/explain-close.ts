import { closeCodes, statusCodes } from "../../../spec/registries/close-codes.ts";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import { counted } from "../case/counted.ts";
import { endingText } from "../fuzzer/seen/ending.ts";
import type { SeenFrame } from "../fuzzer/seen/seen-frame.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import type { PartialExplanation, Place } from "./explanation.ts";
import { frameToRefuse, inCapture, lastBeforeClose, placeOf } from "./frame-in-capture.ts";

/** What was wrong with the end of a connection; undefined when nothing was. */
export function explainClose(result: CaseResult): PartialExplanation | undefined {
  switch (result.behaviorClose) {
    case "FAILED":
      return result.closedByMe ? notFailedByPeer(result) : closedByPeer(result);
    case "UNCLEAN":
      return unclean(result);
    case "WRONG CODE":
      return wrongCode(result);
    case "FAILED BY CLIENT":
      return notEndedByServer(result);
    default:
      return undefined;
  }
}

/** The peer should have failed the connection and left that to the fuzzer; undefined where the fuzzer failed it first, over a violation. */
function notFailedByPeer(result: CaseResult): PartialExplanation | undefined {
  if (result.violations.length > 0 && result.ending.caseTimer === null) return undefined;
  const refused = frameToRefuse(result.frames);
  const code = result.expectedClose.closeCode.join(" or ");
  const waited = result.ending.caseTimer === null ? "" : ` within ${counted(result.ending.caseTimer.seconds, "second")}`;
  return {
    about: "case",
    summary: `The peer did not fail the connection${refused === undefined ? "" : ` over frame ${refused.number}`}${waited}.`,
    places: placesOf("fuzzer", refused),
    expected: `The peer fails the connection, with a Close frame of code ${code} or by ending TCP.`,
    came: result.rxFrameStats.size === 0 ? "No frame at all." : endingText(result.ending),
    next: [`Look at whether the peer judges frame ${refused?.number ?? 1} at all, and whether it then closes by itself.`],
  };
}

/** The fuzzer should have closed when the case was over, but the peer was faster. */
function closedByPeer(result: CaseResult): PartialExplanation {
  const { remoteCloseCode, remoteCloseReason, frames, ending } = result;
  const last = lastBeforeClose(frames);
  const reason = remoteCloseReason === null ? "" : ` and the reason "${remoteCloseReason}"`;
  const what = remoteCloseCode === null ? "ended the connection" : `sent Close ${remoteCloseCode}${reason}`;
  const frame = last === undefined ? "the opening handshake" : `frame ${last.number}`;
  return {
    about: aboutEarlyEnd(result),
    summary: `The peer ${what} in the middle of the case, where it had no reason to.`,
    places: [...placesOf("peer", lastClose(result)), ...placesOf("fuzzer", last)],
    expected: "The peer keeps the connection open until the fuzzer closes it.",
    came: endingText(ending),
    next: [
      remoteCloseCode === null
        ? `Look at the peer's log for what happened after ${frame}: an exception, a crash, or a limit that it enforces without a Close frame.`
        : `Look at the peer's log for why it thinks ${frame} is wrong${remoteCloseCode === 1009 ? ", and at its limit for messages" : ""}.`,
    ],
  };
}

/** A peer that refuses what the case sends is wrong about that; one that leaves without a word is wrong about closing. */
function aboutEarlyEnd({ remoteCloseCode }: CaseResult): PartialExplanation["about"] {
  if (remoteCloseCode === null) return "rfc6455/7.3/closes-by-handshake";
  return refusals.has(remoteCloseCode) ? "case" : null;
}

/** Codes that say that what came was wrong; 1003 is a type that is not taken. */
const refusals: ReadonlySet<number> = new Set([
  closeCodes.protocolError,
  1003,
  closeCodes.invalidPayload,
  closeCodes.policy,
  closeCodes.tooBig,
]);

/** Undefined where the fuzzer dropped TCP over a violation: that explains the end. */
function unclean(result: CaseResult): PartialExplanation | undefined {
  const { ending, wasServerConnectionDropTimeout } = result;
  if (ending.kind === "droppedAfterViolation") return undefined;
  return {
    about: wasServerConnectionDropTimeout ? "rfc6455/5.5.1/closes-transport" : "rfc6455/5.5.1/close-gets-close",
    summary: wasServerConnectionDropTimeout
      ? "The server left TCP open after the closing handshake."
      : "The fuzzer's Close frame was not answered with a Close frame.",
    places: placesOf(
      "fuzzer",
      result.frames.sent.findLast(({ opcode }) => opcode === opcodes.close),
    ),
    expected: wasServerConnectionDropTimeout
      ? "The server ends TCP when both Close frames have gone through."
      : "The peer answers with a Close frame.",
    came: endingText(ending),
    next: [adviceForUnclean(result)],
  };
}

function adviceForUnclean({ ending, wasServerConnectionDropTimeout }: CaseResult): string {
  if (wasServerConnectionDropTimeout)
    return "Look at who ends the socket in the peer when the Close frames have gone both ways: the server has to.";
  if (ending.kind === "endedByPeer")
    return ending.how === "reset"
      ? "A reset throws away what was written: look at whether the peer destroys its socket with bytes unread, or crashes."
      : "Look at whether the peer writes its Close frame before it ends the socket.";
  return "Look at whether the peer still reads when its echo is done: a Close frame has to be answered at any time.";
}

function wrongCode(result: CaseResult): PartialExplanation {
  const { remoteCloseCode, remoteCloseReason, expectedClose, frames } = result;
  const code = remoteCloseCode as number;
  if (isEchoOfFuzzer(result)) return echoedFuzzersCode(result);
  const name = statusCodes[code]?.name;
  const last = lastBeforeClose(frames);
  const allowed = [...new Set(expectedClose.closeCode)].join(", ");
  return {
    about: aboutCode(result, code),
    summary: `The peer closed with status code ${code}${name === undefined ? "" : ` (${name})`}, which this case does not allow.`,
    places: [...placesOf("peer", lastClose(result)), ...placesOf("fuzzer", last)],
    expected: `A Close frame of code ${allowed}, or without a code.`,
    came: `A Close frame of code ${code}${remoteCloseReason === null ? "" : ` and the reason "${remoteCloseReason}"`}.`,
    next: [
      refusals.has(code)
        ? `The peer sent Close ${code}: look at its log for why it thinks frame ${last?.number ?? 1} is wrong.`
        : "Look at how the peer chooses the status code: the code of a Close that it received is sent back, a violation is 1002, invalid text 1007.",
    ],
  };
}

/** A case about Close frames asks for its code, and a refusal is of what the case has sent; any other code is a wrong reason. */
const aboutCode = ({ behavior }: CaseResult, code: number): PartialExplanation["about"] =>
  behavior === "FAILED" || refusals.has(code) ? "case" : "rfc6455/7.4.1/code-fits-cause";

/** The fuzzer gave the case up, over a time limit or a violation, and the peer sent back the code of that Close. */
const isEchoOfFuzzer = ({ localCloseCode, remoteCloseCode, ending, violations }: CaseResult): boolean =>
  localCloseCode === remoteCloseCode &&
  ((ending.caseTimer?.timer === "kill" && localCloseCode === closeCodes.goingAway) ||
    violations.some(({ closeCode }) => closeCode === localCloseCode));

function echoedFuzzersCode(result: CaseResult): PartialExplanation {
  const { localCloseCode, ending, frames, violations } = result;
  const waited = ending.caseTimer === null ? "" : ` when the time limit of ${counted(ending.caseTimer.seconds, "second")} was reached`;
  return {
    about: "case",
    summary: `The case was not over${waited}: the fuzzer closed with ${localCloseCode}, and the peer sent that code back.`,
    places: placesOf("fuzzer", lastBeforeClose(frames)),
    expected: "The case comes to its end before the fuzzer gives it up.",
    came: `A Close frame of code ${localCloseCode}, which was the fuzzer's own.`,
    next:
      violations.length > 0
        ? []
        : ["Look at what the case was waiting for: the code is that of the fuzzer's Close, and to send it back is right."],
  };
}

/** Undefined where the fuzzer dropped TCP over a violation: that explains the end. */
function notEndedByServer(result: CaseResult): PartialExplanation | undefined {
  if (result.ending.kind === "droppedAfterViolation") return undefined;
  return {
    about: "rfc6455/7.1.1/server-closes-first",
    summary: "The fuzzer had to end TCP, which is for the server to do.",
    places: placesOf(
      "fuzzer",
      result.frames.sent.findLast(({ opcode }) => opcode === opcodes.close),
    ),
    expected: "The server ends TCP at once, with or without a Close frame.",
    came: endingText(result.ending),
    next: ["Look at who ends the socket in the peer after it has failed the connection or answered a Close frame."],
  };
}

const lastClose = ({ frames }: CaseResult): SeenFrame | undefined => frames.received.findLast(({ opcode }) => opcode === opcodes.close);

const placesOf = (sentBy: "fuzzer" | "peer", frame: SeenFrame | undefined): readonly Place[] =>
  frame === undefined ? [] : [placeOf(inCapture(sentBy, frame))];
