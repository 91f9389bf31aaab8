import { boundsForFault } from "../../../../models/two-endpoints/seeded-fault-search.ts";
import type { EndpointTable } from "../../../../models/two-endpoints/side.ts";
import type { EndpointTables } from "../../../../models/two-endpoints/two-endpoints.ts";
import type { Letter } from "../../../../spec/lifecycle/letters.ts";
import type { CompiledMachine } from "../../machine/compile-machine.ts";
import { promelaModel } from "../promela/promela-model.ts";
import { questions } from "../promela/questions.ts";
import { askSpin } from "../promela/spin.ts";
import type { Finding } from "./job.ts";

/** A search that ends at its first error pays more for a compiler that optimizes than it gains. */
const quickly = "-O0";

/** What Spin finds first in tables that may be wrong for a letter. */
export async function foundBySpin(tables: EndpointTables, letter?: Letter): Promise<Finding> {
  const model = promelaModel({ client: machineOf(tables.client), server: machineOf(tables.server) });
  for (const bounds of boundsForFault(letter)) {
    for (const question of [questions.worlds, questions.deadlocks]) {
      const compilerOptions = [...question.compilerOptions, quickly];
      const { failure } = await askSpin(model, bounds, { ...question, compilerOptions });
      if (failure !== undefined) return failure;
    }
  }
  return null;
}

const machineOf = ({ states, facts, cells }: EndpointTable): CompiledMachine => ({
  states,
  facts,
  next: cells.map((row) => row.map(([next]) => next)),
  effects: cells.map((row) => row.map(([, effects]) => effects)),
});
