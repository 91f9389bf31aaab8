import type { Cancel } from "../../../core/clock.ts";
import type { FuzzerTimeouts } from "./fuzzer-timeouts.ts";
import type { PacedSending } from "./paced-sending.ts";

/** A phase of a connection in which the fuzzer waits for the peer. */
export type Phase = keyof FuzzerTimeouts;

/** The wait for the peer to go on: one at a time, for the phase that the connection is in. */
export class PhaseWait {
  readonly #sending: PacedSending;
  readonly #timeouts: FuzzerTimeouts;
  readonly #onRunOut: (phase: Phase, seconds: number) => void;
  #cancel: Cancel = () => undefined;

  constructor(sending: PacedSending, timeouts: FuzzerTimeouts, onRunOut: (phase: Phase, seconds: number) => void) {
    this.#sending = sending;
    this.#timeouts = timeouts;
    this.#onRunOut = onRunOut;
  }

  /** The phase begins; what was waited for before is over. */
  begin(phase: Phase): void {
    this.#cancel();
    this.#cancel = this.#sending.wait({
      seconds: this.#timeouts[phase],
      isDecisive: () => true,
      onRunOut: ({ seconds }) => this.#onRunOut(phase, seconds),
    });
  }

  /** The peer has gone on, or is gone. */
  end(): void {
    this.#cancel();
  }
}
