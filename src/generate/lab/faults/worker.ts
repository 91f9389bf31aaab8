import { parentPort, workerData } from "node:worker_threads";
import { foundBySearch } from "../../../../models/two-endpoints/seeded-fault-search.ts";
import { tablesWith } from "../../../../models/two-endpoints/seeded-faults.ts";
import { transitionTables } from "../../../core/lifecycle/transition-table.generated.ts";
import type { Finding, Job } from "./job.ts";

// One job in a thread of its own, in which nothing has used the core before and nothing will afterwards.
parentPort?.postMessage(await findingOf(workerData as Job));

async function findingOf({ method, fault }: Job): Promise<Finding> {
  const tables = fault === undefined ? transitionTables : tablesWith(fault, transitionTables);
  if (method === "search") return foundBySearch(tables, fault?.letter) ?? null;
  if (method === "spin") return await (await import("./held-against-spin.ts")).foundBySpin(tables, fault?.letter);
  // From here on the core of this thread has no other table.
  Object.assign(transitionTables, tables);
  if (method === "properties") return await (await import("./held-against-properties.ts")).brokenProperty();
  const { otherOutcome } = await import("./held-against-cases.ts");
  return fault === undefined ? (otherOutcome("client") ?? otherOutcome("server")) : otherOutcome(fault.role);
}
