import { decodeUtf8 } from "../../core/bytes/text.ts";
import type { TransportEnd } from "../../core/transport.ts";
import { closeFrameSays } from "./close-frame.ts";
import type { FuzzerState } from "./fuzzer-connection-options.ts";
import type { ClosingFacts } from "./seen/closing-facts.ts";
import type { Ending, EndingCause, FuzzerTimer, TimerRunOut } from "./seen/ending.ts";
import { untouchedFacts } from "./untouched-facts.ts";
import { isUtf8 } from "./utf8-check.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Who closed a connection of the fuzzer, how and why. What is said first about the cause holds. */
export class ClosingRecord {
  readonly facts: Writable<ClosingFacts>;
  #cause: EndingCause | undefined;
  #caseTimer: TimerRunOut | null = null;
  #bytesBehindClose = 0;

  constructor(isServer: boolean) {
    this.facts = untouchedFacts(isServer);
  }

  /** How the connection ended, once it has. */
  get ending(): Ending {
    return { ...(this.#cause ?? { kind: "dropped" }), caseTimer: this.#caseTimer, bytesBehindClose: this.#bytesBehindClose };
  }

  /** A time limit of the case was reached; where the fuzzer had begun to close, it ends the connection. */
  caseTimerRanOut(timer: "kill" | "close", seconds: number, isClosing: boolean): void {
    this.#caseTimer ??= { timer, seconds };
    if (isClosing) this.because({ kind: "timeout", timer, seconds });
  }

  /** So many bytes came behind the peer's Close frame. */
  cameBehindClose(bytes: number): void {
    this.#bytesBehindClose += bytes;
  }

  /** The fuzzer has sent its Close frame. */
  closeSent(code: number | null, reason: Uint8Array | null): void {
    this.facts.localCloseCode = code;
    this.facts.localCloseReason = reason !== null && isUtf8(reason) ? decodeUtf8(reason) : null;
  }

  /** The peer's Close frame has come. */
  closeReceived(body: Uint8Array): void {
    const { code, reason } = closeFrameSays(body);
    this.facts.remoteCloseCode = code;
    this.facts.remoteCloseReason = reason;
  }

  /** The opening handshake came to nothing, for a reason in words. */
  openingFailed(kind: "notOpened" | "refused", reason: string): void {
    this.facts.wasNotCleanReason = reason;
    this.because({ kind, reason });
  }

  because(cause: EndingCause): void {
    this.#cause ??= cause;
  }

  /** The connection is not clean: a wait was over. */
  timedOut(timer: FuzzerTimer, seconds: number, reason: string): void {
    this.notClean(reason);
    this.because({ kind: "timeout", timer, seconds });
  }

  notClean(reason: string): void {
    this.facts.wasClean = false;
    this.facts.wasNotCleanReason = reason;
  }

  /** The peer has ended the transport. */
  endedByPeer(end: TransportEnd, state: Exclude<FuzzerState, "CLOSED">): void {
    if (this.facts.wasClean) return;
    const phase = phases[state];
    this.because({ kind: "endedByPeer", ...end, phase });
    const when = phase === "openingHandshake" ? "during the opening handshake" : "without a closing handshake";
    this.facts.wasNotCleanReason ??= `${lossWords(end)} ${when}`;
  }

  /** The connection is over. */
  over(): void {
    const { wasClean, closedByMe, droppedByMe } = this.facts;
    if (!wasClean) return;
    this.because({ kind: "closed", begunBy: closedByMe ? "fuzzer" : "peer", tcpEndedBy: droppedByMe ? "fuzzer" : "peer" });
  }
}

const phases = { CONNECTING: "openingHandshake", OPEN: "open", CLOSING: "closingHandshake" } as const;

/** In the words of Autobahn as far as it has any. */
const lossWords = ({ how, why }: TransportEnd): string =>
  how === "fault" ? `the TCP connection was lost (${why})` : `the peer ended the TCP connection (${how === "fin" ? "FIN" : "reset"})`;
