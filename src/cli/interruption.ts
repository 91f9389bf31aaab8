/** Does something that the first Ctrl-C may end early, so that what ran can still be reported; a second one ends the process at once. */
export async function interruptibly(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const abort = () => {
    console.error("\nStopping; the reports will hold what ran. Press Ctrl-C again to stop at once.");
    controller.abort();
  };
  process.once("SIGINT", abort);
  try {
    await work(controller.signal);
  } finally {
    process.off("SIGINT", abort);
  }
}

/** Resolves when the work has been interrupted. */
export const interrupted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
