import type { WireEnd } from "../../node/tcp-wire.ts";
import type { ClosingFacts } from "./seen/closing-facts.ts";
import type { ConnectionPhase, Ending, EndingCause, TimerName, TimerRunOut } from "./seen/ending.ts";
import { untouchedFacts } from "./untouched-facts.ts";

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

  because(cause: EndingCause): void {
    this.#cause ??= cause;
  }

  /** The connection is not clean: a wait was over. */
  timedOut(timer: TimerName, seconds: number, reason: string): void {
    this.notClean(reason);
    this.because({ kind: "timeout", timer, seconds });
  }

  notClean(reason: string): void {
    this.facts.wasClean = false;
    this.facts.wasNotCleanReason = reason;
  }

  /** The peer has ended the transport. */
  endedByPeer(how: WireEnd, phase: ConnectionPhase): void {
    if (this.facts.wasClean) return;
    this.because({ kind: "endedByPeer", how, phase });
    const when = phase === "openingHandshake" ? "during the opening handshake" : "without a closing handshake";
    this.facts.wasNotCleanReason ??= `the peer ended the TCP connection (${how === "fin" ? "FIN" : "reset"}) ${when}`;
  }

  /** The connection is over. */
  over(): void {
    const { wasClean, closedByMe, droppedByMe } = this.facts;
    if (!wasClean) return;
    this.because({ kind: "closed", begunBy: closedByMe ? "fuzzer" : "peer", tcpEndedBy: droppedByMe ? "fuzzer" : "peer" });
  }
}
