import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Finding, Job } from "./job.ts";

/** So long a job may take; a fault may well keep it from ending. */
const jobMsMax = 180_000;
const noEnd = "does not come to an end";

/** A property has to notice with few samples. */
const runs = "30";

/** Does jobs in threads, as many at a time as there are processors, and says of each what was found. */
export async function runJobs(jobs: readonly Job[], onDone: (job: Job, finding: Finding) => void): Promise<void> {
  const queue = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) onDone(job, await runJob(job));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

function runJob(job: Job): Promise<Finding> {
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    workerData: job,
    env: { ...process.env, HYBI_RUNS: runs },
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
  });
  return new Promise((resolve, reject) => {
    const settle = (finding: Finding): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(finding);
    };
    const timer = setTimeout(() => settle(noEnd), jobMsMax);
    worker.once("message", settle);
    worker.once("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") settle(noEnd);
      else reject(error);
    });
  });
}
