import type { CaseQueue, QueuedCase } from "./case-queue.ts";
import type { JobLimit } from "./job-limit.ts";

/** What is played, and how. */
export interface ConcurrentPlay {
  readonly queue: CaseQueue;
  /** Read before each case begins. */
  readonly limit: JobLimit;
  readonly play: (next: QueuedCase) => Promise<void>;
  readonly isAborted: () => boolean;
}

/** Plays all that is in a queue, as many cases at a time as the limit allows just then. */
export function playConcurrently({ queue, limit, play, isAborted }: ConcurrentPlay): Promise<void> {
  return new Promise((resolve, reject) => {
    let running = 0;
    const begin = (next: QueuedCase): void => {
      running++;
      play(next).then(() => {
        running--;
        queue.finish(next);
        fill();
      }, reject);
    };
    const fill = (): void => {
      for (let isAnyLeft = true; isAnyLeft && running < limit.jobs && !isAborted(); ) {
        const next = queue.take();
        if (next !== undefined) begin(next);
        isAnyLeft = next !== undefined;
      }
      if (running === 0) resolve();
    };
    fill();
  });
}
