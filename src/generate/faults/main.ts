import { writeFile } from "node:fs/promises";
import { type SeededFault, seededFaults } from "../../../models/seeded-faults.ts";
import { transitionTables } from "../../core/lifecycle/transition-table.generated.ts";
import { wrongExplanations } from "./explanations.ts";
import { faultsPage } from "./faults-page.ts";
import { type Finding, type Job, methods } from "./job.ts";
import { type FaultFindings, keepFindings, keptFindings } from "./kept-findings.ts";
import { runJobs } from "./run-jobs.ts";

// Development: gives the transition table one fault at a time and looks which method finds it. The page alone, from what is kept:
//   npm run faults -- --page

if (!process.argv.includes("--page")) await keepFindings(await findingsOf(seededFaults(transitionTables)));
const findings = keptFindings();
await writeFile("docs/generated/seeded-faults.md", faultsPage(findings));
console.log("wrote docs/generated/seeded-faults.md");
const wrong = wrongExplanations(findings);
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exitCode = 1;
}

/** First the methods alone, which have to find nothing; then every fault with every method. */
async function findingsOf(faults: readonly SeededFault[]): Promise<FaultFindings[]> {
  await runJobs(
    methods.map((method) => ({ method })),
    ({ method }, finding) => {
      if (finding !== null) throw new Error(`The ${method} find something without any fault: ${finding}`);
    },
  );
  const jobs: Job[] = faults.flatMap((fault) => methods.map((method) => ({ method, fault })));
  const found = new Map<Job, Finding>();
  await runJobs(jobs, (job, finding) => {
    found.set(job, finding);
    console.log(`${found.size}/${jobs.length} ${job.fault?.name}, ${job.method}: ${finding ?? "nothing"}`);
  });
  const findingBy = (fault: SeededFault, method: Job["method"]): Finding =>
    [...found].find(([job]) => job.fault === fault && job.method === method)?.[1] ?? null;
  return faults.map((fault) => ({
    fault: fault.name,
    kind: fault.kind,
    search: findingBy(fault, "search"),
    properties: findingBy(fault, "properties"),
    cases: findingBy(fault, "cases"),
  }));
}
