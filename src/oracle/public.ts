/**
 * The oracle: who broke which requirement on a connection that was recorded or is watched live.
 *
 * @module
 */
export type { FrameHeader } from "../core/frame/frame-header.ts";
export type { OpeningForm } from "../core/opening/opening-form.ts";
export { ConnectionMonitor } from "./monitor.ts";
export type { MonitorOptions } from "./monitor-options.ts";
export type { CaptureOptions } from "./recording/capture/capture-reader.ts";
export { twoStreams } from "./recording/dumps/two-streams.ts";
export { type RecordingForm, recognised } from "./recording/recognised.ts";
export type {
  ConnectionFacts,
  Moment,
  Observation,
  RecordedDetail,
  RecordedHeader,
  RecordedOrder,
  RecordingEvent,
  RecordingReader,
} from "./recording/recording.ts";
export type { AeadName, HashName, TlsCrypto } from "./recording/tls/tls-crypto.ts";
export { TlsKeys } from "./recording/tls/tls-keys.ts";
export type { ConnectionVerdict, Finding, RightReaction, StreamPlace, Told, Undecided, Upheld } from "./verdict.ts";
