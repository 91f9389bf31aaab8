/**
 * The conformance suite as a library: run it against a server, or start the server that tests clients.
 *
 * @module
 */

export type { TransportEnd } from "../core/transport.ts";
export type {
  AfterRule,
  Case,
  CaseEvent,
  CaseGroup,
  CompressionAnswer,
  CompressionOffer,
  CompressionSetup,
  ExpectedClose,
  ExpectedEvents,
  KeptPayload,
  Program,
  RawFrame,
  RoundTripMessage,
  SourceName,
  Step,
} from "./case/case.ts";
export { type CaseLevel, caseLevels, levelOf } from "./case/case-level.ts";
export { type CaseSelection, selectCases } from "./case/case-patterns.ts";
export { inProfile, type Profile } from "./case/profile.ts";
export { allCases } from "./cases/all-cases.ts";
export { caseGroups } from "./cases/groups.ts";
export { defaultJobs, type FuzzingClientOptions, runFuzzingClient } from "./client/fuzzing-client.ts";
export { explain, isStrict } from "./explain/explain.ts";
export type { Explanation, FrameInCapture, Place, RequirementInDoubt } from "./explain/explanation.ts";
export type { EngineOptions } from "./fuzzer/engine-options.ts";
export type { ClosingFacts } from "./fuzzer/seen/closing-facts.ts";
export {
  type ConnectionPhase,
  type Ending,
  type EndingCause,
  endingText,
  type FuzzerTimer,
  type TimerRunOut,
} from "./fuzzer/seen/ending.ts";
export type { FramePlace, SeenFrame, SeenFrames } from "./fuzzer/seen/seen-frame.ts";
export type { SeenViolation } from "./fuzzer/seen/seen-violation.ts";
export type { DirectionStatistics, Tally, TrafficStatistics } from "./fuzzer/seen/traffic-statistics.ts";
export type { Excerpt, WireLogEntry } from "./fuzzer/seen/wire-log.ts";
export type { FuzzerTimeouts } from "./fuzzer/waiting/fuzzer-timeouts.ts";
export type { ListedResult } from "./report/content/listed-result.ts";
export type { ReportSource, Suite } from "./report/content/report.ts";
export type { AgentStems } from "./report/files/agent-stems.ts";
export { type WriteReportsOptions, type WrittenReports, writeReports } from "./report/write-reports.ts";
export { type FuzzingServer, type FuzzingServerOptions, startFuzzingServer } from "./server/fuzzing-server.ts";
export { type EchoClientOptions, runEchoClient } from "./testee/echo-client.ts";
export { startEchoServer } from "./testee/echo-server.ts";
export { type Judgement, passed } from "./verdict/behaviour.ts";
export type { Attempt, Behavior, BehaviorClose, CaseResult, DisputedReading } from "./verdict/case-result.ts";
