import type { Cancel, Clock } from "../../../core/clock.ts";
import type { Transport } from "../../../core/transport.ts";
import type { Traffic } from "../seen/traffic.ts";
import { SendQueue } from "../writing/send-queue.ts";
import { PeerPace } from "./peer-pace.ts";
import { SentBytes } from "./sent-bytes.ts";
import { type RunOutWait, type Wait, Waits } from "./waits.ts";

/** What sending is made with. */
export interface PacedSendingOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** How quickly the peer answers; connections to the same peer share it. */
  readonly pace?: PeerPace | undefined;
}

/** What the fuzzer sends on one transport, and its waits for what the peer makes of that. */
export class PacedSending {
  readonly queue: SendQueue;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #traffic: Traffic;
  readonly #pace: PeerPace;
  readonly #sent = new SentBytes();
  readonly #waits: Waits;
  #wroteAtMs: number | undefined;
  #isOver = false;

  constructor({ transport, clock, pace = new PeerPace() }: PacedSendingOptions, traffic: Traffic) {
    this.#transport = transport;
    this.#clock = clock;
    this.#traffic = traffic;
    this.#pace = pace;
    this.#waits = new Waits({ clock, pace, sent: this.#sent });
    this.queue = new SendQueue(clock, (bytes, sync, onLeft) => this.#write(bytes, sync, onLeft));
  }

  /** The waits for the peer that have run out. */
  get runOutWaits(): readonly RunOutWait[] {
    return this.#waits.runOut;
  }

  /** Begins a wait for what the peer makes of all that has been sent, or is about to be. */
  wait(wait: Omit<Wait, "sentTo">): Cancel {
    return this.#waits.begin({ ...wait, sentTo: this.queue.byteOffset });
  }

  /** Calls when all that was handed over so far has left. */
  whenAllLeft(call: () => void): void {
    this.#sent.whenLeft(this.queue.byteOffset, call);
  }

  /** The peer says something: an answer to what was written last. */
  noteAnswer(): void {
    if (this.#wroteAtMs !== undefined) this.#pace.observe(this.#clock.now() - this.#wroteAtMs);
    this.#wroteAtMs = undefined;
  }

  /** Sends a FIN after what was written. What still waits in the queue is never sent. */
  end(): void {
    this.#stop();
    this.#transport.end();
  }

  /** Gives the transport up. */
  destroy(): void {
    this.#stop();
    this.#transport.destroy();
  }

  #stop(): void {
    this.#isOver = true;
    this.queue.clear();
  }

  #write(bytes: Uint8Array, sync: boolean, onLeft?: () => void): void {
    if (this.#isOver) return;
    this.#traffic.octetsSent(bytes, sync);
    this.#wroteAtMs = this.#clock.now();
    this.#transport.write(bytes, () => {
      this.#sent.leave(bytes.length);
      onLeft?.();
    });
  }
}
