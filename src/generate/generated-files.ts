import { compileBoth } from "./compile-machine.ts";
import { transitionTableSource } from "./transition-table.ts";
import { transitionTablePage } from "./transition-table-page.ts";

/** Every generated file of the repository: its path from the root, and its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const machines = compileBoth();
  return new Map([
    ["src/core/lifecycle/transition-table.generated.ts", transitionTableSource(machines)],
    ["docs/generated/transition-table.md", transitionTablePage(machines)],
  ]);
}
