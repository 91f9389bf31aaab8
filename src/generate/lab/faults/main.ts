import { writeFile } from "node:fs/promises";
import { type SeededFault, seededFaults } from "../../../../models/two-endpoints/seeded-faults.ts";
import { transitionTables } from "../../../core/lifecycle/transition-table.generated.ts";
import { Unavailable } from "../../command-line/run-program.ts";
import { asked } from "../../command-line/tool-command-line.ts";
import { spinVersion } from "../promela/spin.ts";
import { wrongExplanations } from "./explanations.ts";
import { faultsPage } from "./faults-page.ts";
import { type Finding, type Job, type Method, methods } from "./job.ts";
import { type FaultFindings, keepFindings, keptFindings } from "./kept-findings.ts";
import { runJobs } from "./run-jobs.ts";

// Development: which method finds which fault in the transition table.

const { words: wanted, flags } = asked({
  script: "npm run faults",
  does: "Gives the transition table one fault at a time and looks which method finds it; all methods unless some are named.",
  words: { noun: "method", does: "asks only these; what the others found in the last run is kept", known: methods },
  flags: { page: { does: "writes the page alone" } },
});
if (!flags.has("page")) await keepFindings(await findingsOf(seededFaults(transitionTables), await methodsToUse()));
const findings = keptFindings();
await writeFile("docs/generated/seeded-faults.md", faultsPage(findings));
console.log("wrote docs/generated/seeded-faults.md");
const wrong = wrongExplanations(findings);
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exitCode = 1;
}

/** First the methods alone, which have to find nothing; then every fault with every method. */
async function findingsOf(faults: readonly SeededFault[], using: readonly Method[]): Promise<FaultFindings[]> {
  await runJobs(
    using.map((method) => ({ method })),
    ({ method }, finding) => {
      if (finding !== null) throw new Error(`The ${method} find something without any fault: ${finding}`);
    },
  );
  const jobs: Job[] = faults.flatMap((fault) => using.map((method) => ({ method, fault })));
  const found = new Map<Job, Finding>();
  await runJobs(jobs, (job, finding) => {
    found.set(job, finding);
    console.log(`${found.size}/${jobs.length} ${job.fault?.name}, ${job.method}: ${finding ?? "nothing"}`);
  });
  const kept = using.length < methods.length ? keptFindings() : [];
  const findingBy = (fault: SeededFault, method: Method): Finding =>
    using.includes(method)
      ? ([...found].find(([job]) => job.fault === fault && job.method === method)?.[1] ?? null)
      : (kept.find((each) => each.fault === fault.name)?.[method] ?? null);
  return faults.map((fault) => {
    const findings = Object.fromEntries(methods.map((method) => [method, findingBy(fault, method)])) as Record<Method, Finding>;
    return { fault: fault.name, kind: fault.kind, ...findings };
  });
}

/** The methods asked for, all unless some are; what the others found in the last run is kept, and so is Spin's where it is missing. */
async function methodsToUse(): Promise<readonly Method[]> {
  const using = methods.filter((method) => wanted.length === 0 || wanted.includes(method));
  try {
    if (using.includes("spin")) await spinVersion();
    return using;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.log(`skipped: ${error.message}; what Spin found in the last run is kept.`);
    return using.filter((method) => method !== "spin");
  }
}
