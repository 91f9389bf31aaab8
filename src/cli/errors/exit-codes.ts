/** What the process says when it ends. */
export const exitCodes = {
  /** Every case that was to run has run and passed. */
  passed: 0,
  /** A case failed. */
  failed: 1,
  /** The command was wrong, or nothing could be run. */
  nothingRan: 2,
  /** Stopped by Ctrl-C or kill; the reports hold what ran. */
  interrupted: 130,
  /** Nobody reads the output any more; what a shell shows for a program that a broken pipe has ended. */
  readerGone: 141,
} as const;
