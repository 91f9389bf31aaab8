import type { Bounds } from "./bounds.ts";
import { Exploration, type Fault } from "./explore.ts";
import { type EndpointTables, TwoEndpoints, type World, type WorldMove } from "./two-endpoints.ts";
import { bothClosed } from "./world-laws.ts";

/** All that two endpoints can do, and what is wrong with it first. */
export interface TwoEndpointsSearch {
  readonly found: Exploration<World, WorldMove>;
  /** A law that is broken, or else a world from which closed cannot be reached. */
  readonly fault: Fault<WorldMove> | undefined;
}

/** Searches two endpoints within bounds, up to the first law that is broken. */
export function searchTwoEndpoints(tables: EndpointTables, bounds: Bounds): TwoEndpointsSearch {
  const found = new Exploration(new TwoEndpoints(tables, bounds), { faultsMax: 1 });
  const [broken] = found.faults;
  return { found, fault: broken ?? deadEndIn(found) };
}

function deadEndIn(found: Exploration<World, WorldMove>): Fault<WorldMove> | undefined {
  const [path] = found.deadEnds(bothClosed);
  return path === undefined ? undefined : { fault: "closed cannot be reached", path };
}
