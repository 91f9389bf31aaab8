import type { Letter } from "../../spec/lifecycle/letters.ts";
import { type Bounds, namedBounds } from "./bounds.ts";
import { searchTwoEndpoints } from "./search.ts";
import { isData } from "./side.ts";
import type { EndpointTables } from "./two-endpoints.ts";

/** The bounds that a fault at a letter is searched with: who sends text and who binary matters to data frames only. */
export const boundsForFault = (letter?: Letter): readonly Bounds[] =>
  letter !== undefined && !isData(letter) ? [namedBounds.seeded] : [namedBounds.seeded, namedBounds.seededOtherwise];

/** What the search of two endpoints finds first in tables that may be wrong for a letter; `undefined` if nothing. */
export function foundBySearch(tables: EndpointTables, letter?: Letter): string | undefined {
  for (const bounds of boundsForFault(letter)) {
    const { fault } = searchTwoEndpoints(tables, bounds);
    if (fault !== undefined) return `${fault.fault}, after ${fault.path.length} steps`;
  }
  return undefined;
}
