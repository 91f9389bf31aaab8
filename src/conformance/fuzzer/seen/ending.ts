import { citationOf } from "../../../../spec/requirement.ts";
import type { RequirementId } from "../../../../spec/requirements.ts";
import type { TransportEnd } from "../../../core/transport.ts";
import { capitalised } from "../../case/capitalised.ts";
import { counted } from "../../case/counted.ts";

/** How far a connection had got. */
export type ConnectionPhase = "openingHandshake" | "open" | "closingHandshake";

/** A time limit of the fuzzer; `kill` and `close` are the case's own, and `deadline` ends what no other limit has ended. */
export type FuzzerTimer = "openingHandshake" | "closingHandshake" | "serverDrop" | "guard" | "kill" | "close" | "deadline";

/** A time limit that was reached. */
export interface TimerRunOut {
  readonly timer: FuzzerTimer;
  readonly seconds: number;
}

/** What ended a connection. */
export type EndingCause =
  /** A Close frame went each way. */
  | { readonly kind: "closed"; readonly begunBy: "fuzzer" | "peer"; readonly tcpEndedBy: "fuzzer" | "peer" }
  /** The transport ended, or was lost, and the fuzzer had no part in it. */
  | ({ readonly kind: "endedByPeer"; readonly phase: ConnectionPhase } & TransportEnd)
  | ({ readonly kind: "timeout" } & TimerRunOut)
  /** The fuzzer, a server, turned a request down. */
  | { readonly kind: "refused"; readonly reason: string }
  /** The opening handshake failed. */
  | { readonly kind: "notOpened"; readonly reason: string }
  /** The fuzzer dropped TCP when it could send no Close frame any more. */
  | { readonly kind: "droppedAfterViolation"; readonly requirement: RequirementId; readonly detail: string }
  /** The peer sent far more than the case gives it reason to. */
  | { readonly kind: "flooded"; readonly bytes: number }
  /** The fuzzer gave up for a reason of its own. */
  | { readonly kind: "dropped" };

/** What ended a connection, and which time limit of the case was reached before, if one was. */
export type Ending = EndingCause & {
  readonly caseTimer: TimerRunOut | null;
  /** What the peer sent behind its first Close frame: section 5.5.1 has it send nothing, and nobody reads it. */
  readonly bytesBehindClose: number;
};

/** The ending in a sentence or two. */
export const endingText = (ending: Ending): string => `${howText(ending)}${behindCloseText(ending)}`;

const behindCloseText = ({ bytesBehindClose }: Ending): string =>
  bytesBehindClose === 0 ? "" : ` The peer sent ${counted(bytesBehindClose, "byte")} behind its Close frame; they were not read as frames.`;

function howText(ending: Ending): string {
  const { caseTimer } = ending;
  if (caseTimer === null || (ending.kind === "timeout" && ending.timer === caseTimer.timer)) return `${capitalised(causeText(ending))}.`;
  return `The case's time limit of ${seconds(caseTimer)} was reached, so the fuzzer began to close; ${causeText(ending)}.`;
}

function causeText(ending: EndingCause): string {
  switch (ending.kind) {
    case "closed":
      return `the closing handshake, begun by the ${ending.begunBy}, was completed and the ${ending.tcpEndedBy} ended TCP`;
    case "endedByPeer":
      return `${lossText(ending)} ${phaseWords[ending.phase]}`;
    case "timeout":
      return timerWords[ending.timer](seconds(ending));
    case "refused":
      return `the fuzzer refused the opening handshake: ${ending.reason}`;
    case "notOpened":
      return `the opening handshake failed: ${ending.reason}`;
    case "droppedAfterViolation":
      return `the fuzzer dropped TCP after the peer's violation: ${ending.detail} (${citationOf(ending.requirement)})`;
    case "flooded":
      return `the peer sent ${ending.bytes} bytes, far more than the case gives it reason to, so the fuzzer dropped TCP`;
    case "dropped":
      return "the fuzzer dropped TCP";
  }
}

function lossText({ how, why }: TransportEnd): string {
  if (how === "fault") return `TCP was lost (${why})`;
  return how === "fin" ? "the peer ended TCP with a FIN" : `the peer ended TCP with a reset (${why})`;
}

const phaseWords: Readonly<Record<ConnectionPhase, string>> = {
  openingHandshake: "during the opening handshake",
  open: "while the connection was open, without a Close frame",
  closingHandshake: "without answering the Close frame",
};

const timerWords: Readonly<Record<FuzzerTimer, (time: string) => string>> = {
  openingHandshake: (time) => `the peer did not finish the opening handshake within ${time}, so the fuzzer dropped TCP`,
  closingHandshake: (time) => `the peer did not answer the Close frame within ${time}, so the fuzzer dropped TCP`,
  serverDrop: (time) => `both Close frames went through, but the server did not end TCP within ${time}, so the fuzzer dropped it`,
  guard: (time) => `the server closed first, but did not end TCP within ${time}, so the fuzzer dropped it`,
  kill: (time) => `the case's time limit of ${time} was reached before the connection had ended, so the fuzzer dropped TCP`,
  deadline: (time) => `the case was not over after ${time}, so the fuzzer dropped TCP`,
  close: (time) => `the case's time limit of ${time} was reached, so the fuzzer closed`,
};

const seconds = (timer: TimerRunOut): string => counted(timer.seconds, "second");
