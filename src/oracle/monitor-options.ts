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
  /** The bounds of memory. What a message has beyond `messageBytesMax` is not judged. */
  readonly limits: Limits;
  readonly statusCodes: StatusCodeProfile;
  readonly deflate: DeflatePort;
}

/** What applies where the caller says nothing. */
export const defaultMonitorOptions: MonitorOptions = {
  graceMs: 10_000,
  keptBytesMax: 256,
  limits: defaultLimits,
  statusCodes: "iana-2026",
  deflate: plainDeflate,
};
