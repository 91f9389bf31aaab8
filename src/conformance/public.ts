/**
 * The conformance suite as a library: run it against a server, or start the server that tests clients.
 *
 * @module
 */

export type { WireEnd } from "../node/tcp-wire.ts";
export { type Judgement, passed } from "./behaviour.ts";
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
} from "./case.ts";
export { type CaseLevel, caseLevels, levelOf } from "./case-level.ts";
export type {
  Attempt,
  Behavior,
  BehaviorClose,
  CaseResult,
  ClosingFacts,
  DirectionStatistics,
  DisputedReading,
  Tally,
  TrafficStatistics,
} from "./case-result.ts";
export { allCases } from "./cases/all-cases.ts";
export { type CaseSelection, selectCases } from "./cases/case-patterns.ts";
export { caseGroups } from "./cases/groups.ts";
export { type EchoClientOptions, runEchoClient } from "./echo-client.ts";
export { startEchoServer } from "./echo-server.ts";
export { type ConnectionPhase, type Ending, type EndingCause, endingText, type TimerName, type TimerRunOut } from "./ending.ts";
export type { EngineOptions } from "./engine-options.ts";
export { explain, isStrict } from "./explain.ts";
export type { Explanation, FrameInCapture, Place, RequirementInDoubt } from "./explanation.ts";
export type { FuzzerTimeouts } from "./fuzzer-timeouts.ts";
export { defaultJobs, type FuzzingClientOptions, runFuzzingClient } from "./fuzzing-client.ts";
export { type FuzzingServer, type FuzzingServerOptions, startFuzzingServer } from "./fuzzing-server.ts";
export { inProfile, type Profile } from "./profile.ts";
export type { AgentStems } from "./report/agent-stems.ts";
export type { ListedResult } from "./report/listed-result.ts";
export type { ReportSource, Suite } from "./report/report.ts";
export { type WriteReportsOptions, type WrittenReports, writeReports } from "./report/write-reports.ts";
export type { FramePlace, SeenFrame, SeenFrames } from "./seen-frame.ts";
export type { SeenViolation } from "./seen-violation.ts";
export type { Excerpt, WireLogEntry } from "./wire-log.ts";
