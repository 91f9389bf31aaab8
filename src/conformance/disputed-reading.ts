import type { ReadingName } from "../../spec/readings.ts";
import type { Behavior, BehaviorClose } from "./case-result.ts";

/** One way to read a passage that people disagree on, and what it makes of a result. */
export interface DisputedReading {
  /** Which entry of the readings it is about. */
  readonly reading: ReadingName;
  readonly holds: string;
  readonly isOurs: boolean;
  readonly behavior: Behavior;
  readonly behaviorClose: BehaviorClose;
}
