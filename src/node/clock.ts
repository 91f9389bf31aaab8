import type { Clock } from "../core/clock.ts";
import { timerMsMax } from "../core/limits.ts";
import { LagMeter } from "./lag-meter.ts";

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
