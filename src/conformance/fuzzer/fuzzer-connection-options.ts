import type { StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import type { Clock } from "../../core/clock.ts";
import type { Transport } from "../../core/transport.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { FuzzerTimeouts } from "./waiting/fuzzer-timeouts.ts";
import type { PeerPace } from "./waiting/peer-pace.ts";

/** Where the fuzzer's side of a connection stands. */
export type FuzzerState = "CONNECTING" | "OPEN" | "CLOSING" | "CLOSED";

/** Gets what happens on a connection of the fuzzer. */
export interface FuzzerListener {
  readonly onOpen: () => void;
  readonly onMessage?: (payload: Uint8Array, binary: boolean) => void;
  readonly onPong?: (payload: Uint8Array) => void;
  /** The connection is over; called once. */
  readonly onLost?: () => void;
}

/** What a connection of the fuzzer is made with. */
export interface FuzzerConnectionOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly isServer: boolean;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly timeouts: FuzzerTimeouts;
  /** How quickly the peer answers; connections to the same peer share it. */
  readonly pace?: PeerPace | undefined;
  readonly engine?: EngineOptions | undefined;
  /** The list of status codes the peer's Close frames are judged by; by default, as in Autobahn, that of RFC 6455. */
  readonly statusCodes?: StatusCodeProfile | undefined;
}
