/** Does something that the first Ctrl-C may end early; a second one ends the process at once. `after` says what is done in between. */
export async function interruptibly(work: (signal: AbortSignal) => Promise<void>, after = "the reports will hold what ran"): Promise<void> {
  const controller = new AbortController();
  const abort = () => {
    console.error(`\nStopping; ${after}. Press Ctrl-C again to stop at once.`);
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
