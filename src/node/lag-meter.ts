import { availableParallelism, loadavg } from "node:os";
import type { Lag } from "../core/clock.ts";

const beatMs = 20;
/** What a timer of an idle process is late at times. */
const punctualMs = 10;

/** Measures how late this process is, by a heartbeat that runs as long as somebody waits. */
export class LagMeter {
  #lateMs = 0;
  #lastBeatMs = 0;
  #waiting = 0;
  #beat: NodeJS.Timeout | undefined;

  /** Somebody begins to wait; returns what ends that. */
  attend(): () => void {
    if (this.#waiting++ === 0) this.#start();
    return () => {
      if (--this.#waiting === 0) this.#stop();
    };
  }

  read(): Lag {
    return {
      lateMs: this.#lateMs + (this.#waiting > 0 ? this.#lateSinceBeat() : 0),
      contention: Math.max(1, (loadavg()[0] as number) / availableParallelism()),
    };
  }

  #start(): void {
    this.#lastBeatMs = performance.now();
    this.#beat = setInterval(() => this.#count(), beatMs).unref();
  }

  #stop(): void {
    this.#count();
    clearInterval(this.#beat);
  }

  #count(): void {
    this.#lateMs += this.#lateSinceBeat();
    this.#lastBeatMs = performance.now();
  }

  /** A beat that is due has not been late for long; one that is overdue says how long nobody has looked. */
  #lateSinceBeat(): number {
    const sinceMs = performance.now() - this.#lastBeatMs;
    return sinceMs > beatMs + punctualMs ? sinceMs - beatMs : 0;
  }
}
