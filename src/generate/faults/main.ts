import { writeFileSync } from "node:fs";
import { possibleFaults, seededFaults } from "../../../models/seeded-faults.ts";
import { transitionTables } from "../../core/lifecycle/transition-table.generated.ts";
import { type Job, methods } from "./job.ts";
import { runJobs } from "./run-jobs.ts";

const stride = Number(process.argv[2] ?? 0);
const faults =
  stride > 0
    ? possibleFaults(transitionTables).filter(
        (f, i) => i % (/^(another next|the cell of another s)/.test(f.kind) ? stride * 5 : stride) === 0,
      )
    : seededFaults(transitionTables);
const only = process.argv[3];
const jobs: Job[] = [
  ...methods.map((method) => ({ method })),
  ...faults.flatMap((fault) => methods.filter((m) => only === undefined || m === only).map((method) => ({ method, fault }))),
];
const t0 = performance.now();
const out: string[] = [];
let n = 0;
await runJobs(jobs, ({ method, fault }, finding) => {
  n++;
  if (fault === undefined) {
    console.log("baseline", method, finding);
    return;
  }
  out.push(`${finding === null ? "NOT" : "ok "} ${method} | ${fault.kind} | ${fault.name} => ${finding}`);
  if (n % 20 === 0) {
    console.log(n, jobs.length, Math.round((performance.now() - t0) / 1000));
    writeFileSync(`/tmp/f/run${stride}.txt`, out.sort().join("\n"));
  }
});
writeFileSync(`/tmp/f/run${stride}.txt`, out.sort().join("\n"));
console.log(Math.round((performance.now() - t0) / 1000));
