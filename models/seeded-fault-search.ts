import { Exploration } from "./explore.ts";
import { type SeededFault, tablesWith } from "./seeded-faults.ts";
import { type EndpointTables, TwoEndpoints } from "./two-endpoints.ts";
import { type Bounds, namedBounds } from "./two-endpoints-bounds.ts";
import { isData } from "./two-endpoints-side.ts";
import { bothClosed } from "./two-endpoints-world-laws.ts";

/** What the search of two endpoints finds first of a fault: a law that is broken, or that closed cannot be reached; `undefined` if nothing. */
export function foundBySearch(fault: SeededFault, tables: EndpointTables): string | undefined {
  const faulty = tablesWith(fault, tables);
  const found = foundWithin(namedBounds.seeded, faulty);
  // Who sends text and who binary matters to data frames only.
  return found === undefined && isData(fault.letter) ? foundWithin(namedBounds.seededOtherwise, faulty) : found;
}

function foundWithin(bounds: Bounds, tables: EndpointTables): string | undefined {
  const found = new Exploration(new TwoEndpoints(tables, bounds), { faultsMax: 1 });
  const [broken] = found.faults;
  if (broken !== undefined) return `${broken.fault}, after ${broken.path.length} steps`;
  const [way] = found.deadEnds(bothClosed);
  return way === undefined ? undefined : `closed cannot be reached, after ${way.length} steps`;
}
