/**
 * The sans-IO core: one side of a WebSocket connection as a pure transducer.
 *
 * @module
 */

export type { ReadyState } from "../../spec/lifecycle/state-facts.ts";
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
export { Connection, type ConnectionInput, type ConnectionOptions } from "./connection/connection.ts";
export type { Opened } from "./connection/opened.ts";
export type { DeflatePort, DeflateRequest, InflateFault, InflateRequest, Inflation } from "./deflate/deflate-port.ts";
export { Endpoint } from "./endpoint.ts";
export type { ClientOptions, EndpointOptions, ServerOptions } from "./endpoint-options.ts";
export type { Bytes, Command, Field, Input, MessageFormat, TimerName } from "./input.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export type { Extension } from "./opening/field-values.ts";
export type { OpeningRequest } from "./opening/opening-request.ts";
export type { OpeningResponse } from "./opening/opening-response.ts";
export type { EndpointEvent, Output } from "./output.ts";
export type { ClientCompression, ServerCompression } from "./permessage-deflate/compression.ts";
export type { DeflateOffer, DeflateParameters, DeflatePolicy } from "./permessage-deflate/permessage-deflate.ts";
export type { Ports } from "./ports.ts";
