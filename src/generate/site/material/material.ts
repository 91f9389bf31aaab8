import { readFileSync } from "node:fs";
import type { Role } from "../../../../spec/role.ts";
import type { Case } from "../../../conformance/case/case.ts";
import { allCases } from "../../../conformance/cases/all-cases.ts";
import type { Outcomes } from "../../../conformance/verdict/outcome.ts";
import { traceability } from "../../evidence/traceability.ts";
import type { TracedRequirement } from "../../evidence/traced-requirement.ts";
import { type CellRequirements, cellRequirements } from "../../machine/cell-requirements.ts";
import { type CompiledMachine, compileBoth } from "../../machine/compile-machine.ts";
import { type ChartState, chartOf } from "../../machine/statechart/chart.ts";
import { statechartSvg } from "../../machine/statechart/statechart-svg.ts";
import { type Mention, mentionsIn, readSourceFiles, type SourceFile } from "../../source-files/source-files.ts";
import { chartStateHref } from "../page/addresses.ts";

/** Everything the pages are made of, read once. */
export interface Material {
  readonly version: string;
  readonly machines: Readonly<Record<Role, CompiledMachine>>;
  readonly cells: Readonly<Record<Role, CellRequirements>>;
  readonly charts: Readonly<Record<Role, ChartState>>;
  readonly pictures: Readonly<Record<Role, string>>;
  readonly traced: readonly TracedRequirement[];
  readonly cases: readonly Case[];
  readonly expected: Outcomes;
  readonly sources: readonly SourceFile[];
  readonly mentions: ReadonlyMap<string, readonly Mention[]>;
}

/** Reads the machine, the catalogue, the cases and the code. */
export async function readMaterial(): Promise<Material> {
  const sources = readSourceFiles();
  const linkOf = ({ path }: ChartState) => chartStateHref(path);
  return {
    version: (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version,
    machines: compileBoth(),
    cells: { client: cellRequirements("client"), server: cellRequirements("server") },
    charts: { client: chartOf("client"), server: chartOf("server") },
    pictures: { client: await statechartSvg("client", linkOf), server: await statechartSvg("server", linkOf) },
    traced: await traceability(),
    cases: allCases,
    expected: JSON.parse(readFileSync("autobahn-results/expected.json", "utf8")) as Outcomes,
    sources,
    mentions: mentionsIn(sources),
  };
}
