import { timerMsMax } from "../core/limits.ts";
import { type Lag, LagMeter } from "./lag-meter.ts";

/** Cancels what was to happen later. */
export type Cancel = () => void;

/** Time, as those need it who must not name the platform. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
  /** Calls back once after so many seconds. */
  readonly after: (seconds: number, call: () => void) => Cancel;
  /** Calls back after what has already arrived was read. */
  readonly soon: (call: () => void) => void;
  /** How late the machine makes this process; its `lateMs` grows while somebody waits. */
  readonly lag: () => Lag;
}

const lagMeter = new LagMeter();

/**
 * The clock of this process. A timer that is due waits for the reads that are due with it, so that on a busy machine
 * nobody is called late whose bytes are already here.
 */
export const systemClock: Clock = {
  now: () => performance.now(),
  after: (seconds, call) => {
    let isOver = false;
    const leave = lagMeter.attend();
    const end = (): boolean => {
      if (isOver) return false;
      isOver = true;
      leave();
      return true;
    };
    // A longer time would overflow, and the timer would be due at once.
    const ms = Math.min(seconds * 1000, timerMsMax);
    const timer = setTimeout(() => setImmediate(() => end() && call()), ms);
    return () => {
      if (end()) clearTimeout(timer);
    };
  },
  soon: (call) => {
    setImmediate(call);
  },
  lag: () => lagMeter.read(),
};
