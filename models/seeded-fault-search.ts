import type { Letter } from "../spec/lifecycle/letters.ts";
import { Exploration } from "./explore.ts";
import { type EndpointTables, TwoEndpoints } from "./two-endpoints.ts";
import { type Bounds, namedBounds } from "./two-endpoints-bounds.ts";
import { isData } from "./two-endpoints-side.ts";
import { bothClosed } from "./two-endpoints-world-laws.ts";

/**
 * What the search of two endpoints finds first in tables that may be wrong for a letter: a law that is broken, or that closed
 * cannot be reached; `undefined` if nothing.
 */
export function foundBySearch(tables: EndpointTables, letter?: Letter): string | undefined {
  const found = foundWithin(namedBounds.seeded, tables);
  // Who sends text and who binary matters to data frames only.
  const isSettled = found !== undefined || (letter !== undefined && !isData(letter));
  return isSettled ? found : foundWithin(namedBounds.seededOtherwise, tables);
}

function foundWithin(bounds: Bounds, tables: EndpointTables): string | undefined {
  const found = new Exploration(new TwoEndpoints(tables, bounds), { faultsMax: 1 });
  const [broken] = found.faults;
  if (broken !== undefined) return `${broken.fault}, after ${broken.path.length} steps`;
  const [way] = found.deadEnds(bothClosed);
  return way === undefined ? undefined : `closed cannot be reached, after ${way.length} steps`;
}
