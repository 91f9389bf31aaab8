/** Turns the first Ctrl-C into an abort, so that what ran can still be reported; a second one ends the process at once. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => {
    console.error("\nStopping; the reports will hold what ran. Press Ctrl-C again to stop at once.");
    controller.abort();
  });
  return controller.signal;
}
