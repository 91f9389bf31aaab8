/** Ctrl-C, and what a container, a supervisor or `kill` sends. */
const signals = ["SIGINT", "SIGTERM"] as const;

/** Does something that the first Ctrl-C may end early; a second one ends the process at once. `after` says what is done in between. */
export async function interruptibly(work: (signal: AbortSignal) => Promise<void>, after = "the reports will hold what ran"): Promise<void> {
  const controller = new AbortController();
  const listen = () => {
    for (const signal of signals) process.on(signal, abort);
  };
  const listenNoMore = () => {
    for (const signal of signals) process.off(signal, abort);
  };
  const abort = () => {
    listenNoMore();
    console.error(`\nStopping; ${after}. Press Ctrl-C again to stop at once.`);
    controller.abort();
  };
  listen();
  try {
    await work(controller.signal);
  } finally {
    listenNoMore();
  }
}

/** Resolves when the work has been interrupted. */
export const interrupted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
