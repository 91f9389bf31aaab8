/**
 * The oracle: who broke which requirement on a connection that was recorded or is watched live.
 *
 * @module
 */
export { ConnectionMonitor } from "./monitor.ts";
export type { MonitorOptions } from "./monitor-options.ts";
export { twoStreams } from "./recording/dumps/two-streams.ts";
export { recognised } from "./recording/recognised.ts";
export type {
  ConnectionFacts,
  Observation,
  RecordedDetail,
  RecordedHeader,
  RecordedOrder,
  RecordingEvent,
  RecordingReader,
} from "./recording/recording.ts";
export type { Breach, ConnectionVerdict, Place, RightReaction, Told, Undecided, Upheld } from "./verdict.ts";
