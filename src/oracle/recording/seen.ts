import type { Observation } from "./recording.ts";

/** What was seen, before it is known of whom and when. */
export type SeenContent = Observation extends infer Each
  ? Each extends Observation
    ? Omit<Each, "from" | "time" | "hadReceived">
    : never
  : never;
