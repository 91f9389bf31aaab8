/**
 * The sans-IO core: one side of a WebSocket connection as a pure transducer.
 *
 * @module
 */

export type { Role } from "../../spec/role.ts";
export {
  describeFailure,
  type Failure,
  failureError,
  ImpossibleError,
  type LimitExceeded,
  LimitExceededError,
  type Misuse,
  MisuseError,
  type TooLate,
  type Violation,
  ViolationError,
} from "./blame.ts";
export { Endpoint } from "./endpoint.ts";
export type { ClientOptions, EndpointOptions, ServerOptions } from "./endpoint-options.ts";
export type { ClientCompression, ServerCompression } from "./extension/compression.ts";
export type { DeflatePort, DeflateRequest, InflateFault, InflateRequest, Inflation } from "./extension/deflate-port.ts";
export type { DeflateOffer, DeflateParameters, DeflatePolicy } from "./extension/permessage-deflate.ts";
export type { Extension } from "./handshake/field-values.ts";
export type { OpeningRequest } from "./handshake/opening-request.ts";
export type { OpeningResponse } from "./handshake/opening-response.ts";
export type { Bytes, Command, Field, Input, MessageFormat, TimerName } from "./input.ts";
export type { ReadyState } from "./lifecycle/lifecycle.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export type { EndpointEvent, Output } from "./output.ts";
export type { Ports } from "./ports.ts";
