import type { Cancel, Clock } from "../../../core/clock.ts";
import type { PeerPace } from "./peer-pace.ts";
import type { SentBytes } from "./sent-bytes.ts";

/** A wait that ran out, and what the machine did to it. */
export interface RunOutWait {
  /** How long it lasted from the moment it began, in seconds. */
  readonly seconds: number;
  /** How long this process could not look at its sockets meanwhile. */
  readonly lateMs: number;
  /** Processes that wanted to run, for each processor. */
  readonly contention: number;
  /** Whether the machine was so busy that even the longest wait was too short to tell. */
  readonly isCutShort: boolean;
}

/** A wait for the peer. */
export interface Wait {
  /** How long it is on a machine that has nothing else to do. */
  readonly seconds: number;
  /** The bytes it is an answer to end here; the wait begins when they have left. */
  readonly sentTo: number;
  /** Whether its end is bad news for the peer; where it is not, a busy machine does not lengthen it. */
  readonly isDecisive: () => boolean;
  readonly onRunOut: (wait: RunOutWait) => void;
  /** Whether it is a pause that the case is about, and no limit: only the time in which nobody was looking is made up for. */
  readonly isPause?: boolean;
}

/** An answer is late when it takes so many times what the peer's answers take. */
const pacesOfAnAnswer = 5;
const stretchMax = 10;
const stretchedSecondsMin = 10;

/** How long a wait of so many seconds may last, however busy the machine. */
export const stretched = (seconds: number): number => Math.max(seconds * stretchMax, stretchedSecondsMin);

/** What waits are made with. */
export interface WaitsOptions {
  readonly clock: Clock;
  readonly pace: PeerPace;
  readonly sent: SentBytes;
}

/**
 * Waits for the peer that a busy machine cannot turn against it: each begins when what it waits for an answer to has left,
 * and lasts longer by the time in which this process was not looking, by how many processes share a processor, and where
 * the peer's own answers take long.
 */
export class Waits {
  readonly #options: WaitsOptions;
  /** The waits that have run out, in order. */
  readonly runOut: RunOutWait[] = [];

  constructor(options: WaitsOptions) {
    this.#options = options;
  }

  begin(wait: Wait): Cancel {
    const running = new RunningWait(wait, this.#options, (ended) => {
      this.runOut.push(ended);
      wait.onRunOut(ended);
    });
    return () => running.cancel();
  }
}

class RunningWait {
  readonly #wait: Wait;
  readonly #options: WaitsOptions;
  readonly #onRunOut: (wait: RunOutWait) => void;
  #startMs = 0;
  #lateMsAtStart = 0;
  #leftAtStart = 0;
  #isSent = false;
  #cancelTimer: Cancel = () => undefined;

  constructor(wait: Wait, options: WaitsOptions, onRunOut: (wait: RunOutWait) => void) {
    this.#wait = wait;
    this.#options = options;
    this.#onRunOut = onRunOut;
    this.#start();
    options.sent.whenLeft(wait.sentTo, () => {
      this.#isSent = true;
      this.#start();
    });
    this.#sleep(wait.seconds * 1000);
  }

  cancel(): void {
    this.#cancelTimer();
  }

  #start(): void {
    const { clock, sent } = this.#options;
    this.#startMs = clock.now();
    this.#lateMsAtStart = clock.lag().lateMs;
    this.#leftAtStart = sent.left;
  }

  #sleep(ms: number): void {
    this.#cancelTimer = this.#options.clock.after(ms / 1000, () => this.#wake());
  }

  #wake(): void {
    // As long as the peer takes what it is sent it has nothing to answer yet.
    if (!this.#isSent && this.#options.sent.left > this.#leftAtStart) this.#start();
    const waitedMs = this.#options.clock.now() - this.#startMs;
    const { needed, longest, disturbance } = this.#lengths();
    const missingMs = Math.min(needed, longest) - waitedMs;
    if (missingMs >= 1) this.#sleep(missingMs);
    else this.#onRunOut({ seconds: told(this.#wait.seconds, waitedMs), ...disturbance, isCutShort: needed > longest });
  }

  #lengths(): { needed: number; longest: number; disturbance: Pick<RunOutWait, "lateMs" | "contention"> } {
    const { clock, pace } = this.#options;
    const nominal = this.#wait.seconds * 1000;
    const { lateMs: lateMsNow, contention } = clock.lag();
    const lateMs = lateMsNow - this.#lateMsAtStart;
    const disturbance = { lateMs, contention };
    if (!this.#wait.isDecisive()) return { needed: nominal, longest: nominal, disturbance };
    if (this.#wait.isPause === true) return { needed: nominal + lateMs, longest: stretched(this.#wait.seconds) * 1000, disturbance };
    const longest = stretched(this.#wait.seconds) * 1000;
    // A slow peer is given time, but what it does with it is its own affair.
    const needed = Math.max(nominal * contention + lateMs, Math.min(pace.answerMs * pacesOfAnAnswer, longest));
    return { needed, longest, disturbance };
  }
}

/** How long a wait was, in seconds, as people are told: to two digits where a busy machine made it longer. */
function told(seconds: number, waitedMs: number): number {
  const isLonger = waitedMs > seconds * 1050 + 20;
  return isLonger ? Number((waitedMs / 1000).toPrecision(2)) : seconds;
}
