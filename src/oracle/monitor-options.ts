import type { StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import type { DeflatePort } from "../core/deflate/deflate-port.ts";
import { plainDeflate } from "../core/deflate/plain-deflate.ts";
import { defaultLimits, type Limits } from "../core/limits.ts";

/** What a connection is judged with. */
export interface MonitorOptions {
  /** How long a reaction may take before time alone decides, in milliseconds. */
  readonly graceMs: number;
  /** As much of the payload of a frame is told, in bytes. */
  readonly keptBytesMax: number;
  /** The bounds of memory. What a compressed message has beyond `messageBytesMax` is not judged. */
  readonly limits: Limits;
  readonly statusCodes: StatusCodeProfile;
  /** Inflates compressed messages; null leaves what they hold unjudged. */
  readonly deflate: DeflatePort | null;
  /** Checks UTF-8 quickly, where the platform can. */
  readonly isUtf8: ((bytes: Uint8Array) => boolean) | undefined;
}

/** What applies where the caller says nothing. */
export const defaultMonitorOptions: MonitorOptions = {
  graceMs: 2500,
  keptBytesMax: 256,
  limits: defaultLimits,
  statusCodes: "iana-2026",
  deflate: plainDeflate,
  isUtf8: undefined,
};
