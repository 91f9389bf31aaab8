import { exitCodes } from "../errors/exit-codes.ts";

/** Whoever reads what this process says may have enough of it, as `head` does: that is the end of the run, and no bug. */
export function endWithReader(streams: readonly NodeJS.WritableStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(exitCodes.readerGone);
    });
  }
}
