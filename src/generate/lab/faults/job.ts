import type { SeededFault } from "../../../../models/two-endpoints/seeded-faults.ts";

/** What faults are held against, each for itself. */
export const methods = ["search", "spin", "properties", "cases"] as const;
export type Method = (typeof methods)[number];

/** One fault to be held against one method; without a fault, the method has to find nothing. */
export interface Job {
  readonly method: Method;
  readonly fault?: SeededFault;
}

/** What a method found first of a fault: a broken property or a case with another outcome; `null` if nothing. */
export type Finding = string | null;
