/** Cancels what was to happen later. */
export type Cancel = () => void;

/** What the machine has done to the time of this process. */
export interface Lag {
  /** Milliseconds in which this process was kept from looking at its sockets, all in all. */
  readonly lateMs: number;
  /** Processes that want to run, for each processor, on the average of the system's last minute; at least 1. */
  readonly contention: number;
}

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
