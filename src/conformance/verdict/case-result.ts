import type { ReadingName } from "../../../spec/readings.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Finding } from "../../oracle/verdict.ts";
import type { CaseEvent, ExpectedClose, ExpectedEvents } from "../case/case.ts";
import type { CaseLevel } from "../case/case-level.ts";
import type { ClosingFacts } from "../fuzzer/seen/closing-facts.ts";
import type { Ending } from "../fuzzer/seen/ending.ts";
import type { SeenFrames } from "../fuzzer/seen/seen-frame.ts";
import type { SeenViolation } from "../fuzzer/seen/seen-violation.ts";
import type { Tally, TrafficStatistics } from "../fuzzer/seen/traffic-statistics.ts";
import type { WireLogEntry } from "../fuzzer/seen/wire-log.ts";

/** How the peer behaved, in the labels of Autobahn. */
export type Behavior = "OK" | "NON-STRICT" | "INFORMATIONAL" | "UNIMPLEMENTED" | "FAILED";

/** How the connection ended, in the labels of Autobahn. */
export type BehaviorClose = "OK" | "FAILED" | "UNCLEAN" | "WRONG CODE" | "FAILED BY CLIENT" | "INFORMATIONAL";

/** One way to read a passage that people disagree on, and what it makes of a result. */
export interface DisputedReading {
  /** Which entry of the readings it is about. */
  readonly reading: ReadingName;
  readonly holds: string;
  readonly isOurs: boolean;
  readonly behavior: Behavior;
  readonly behaviorClose: BehaviorClose;
}

/** The verdicts of one attempt at a case. */
export interface Attempt {
  readonly behavior: Behavior;
  readonly behaviorClose: BehaviorClose;
  readonly inconclusive: string | null;
}

/** Everything a report can say about one run of one case. Named as in the case JSON where that has a name for it. */
export interface CaseResult extends ClosingFacts {
  readonly agent: string;
  readonly id: string;
  /** The number of the case in the list that was run, from 1. */
  readonly case: number;
  readonly title: string;
  readonly description: string;
  readonly expectation: string;
  readonly requires: readonly RequirementId[];
  readonly level: CaseLevel;
  readonly behavior: Behavior;
  readonly behaviorClose: BehaviorClose;
  /** Why the verdicts say nothing about the peer, where they do not: the machine was too busy to tell, or ran out of something. */
  readonly inconclusive: string | null;
  /** Where the case was played more than once: the verdicts of each time; the last one counts. */
  readonly attempts: readonly Attempt[];
  /** The verdicts in words. */
  readonly result: string;
  readonly resultClose: string;
  readonly expected: ExpectedEvents;
  readonly expectedClose: ExpectedClose;
  readonly received: readonly CaseEvent[];
  /** What the peer was seen to break, in order. */
  readonly violations: readonly SeenViolation[];
  /** What the oracle blames the peer for, whatever the case is about. */
  readonly oracle: readonly Finding[];
  /** How the connection ended. */
  readonly ending: Ending;
  /** The frames that went over the wire, with their places; of a strict pass only those that the wire log shows. */
  readonly frames: SeenFrames;
  /** Where the RFC is read in more than one way: each way, and the verdict it gives; empty where it is not. */
  readonly readings: readonly DisputedReading[];
  /** When the run began, UTC, e.g. `2026-11-23T15:04:05.678Z`. */
  readonly started: string;
  /** Milliseconds from OPEN to the end of the connection; 0 when OPEN was never reached. */
  readonly duration: number;
  /** The heads of the opening handshake as they were on the wire, CRLF included; empty when there was none. */
  readonly httpRequest: string;
  readonly httpResponse: string;
  readonly rxOctetStats: Tally;
  readonly txOctetStats: Tally;
  readonly rxFrameStats: Tally;
  readonly txFrameStats: Tally;
  readonly wirelog: readonly WireLogEntry[];
  /** When each entry of the wire log was made, in milliseconds since the connection began. */
  readonly wirelogTimes: readonly number[];
  /** Whether the wire log was on at the end. */
  readonly createWirelog: boolean;
  /** Only for completed cases whose messages are generated. */
  readonly trafficStats: TrafficStatistics | null;
  readonly reportTime: boolean;
  readonly reportCompressionRatio: boolean;
}
