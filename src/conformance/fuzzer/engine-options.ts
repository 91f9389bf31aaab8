import type { RequirementId } from "../../../spec/requirements.ts";
import type { FuzzerTimeouts } from "./waiting/fuzzer-timeouts.ts";

/** How the fuzzer's own side of a connection departs from what the cases are made for. Nothing does unless it is given. */
export interface EngineOptions {
  /** The fuzzer fails a connection by dropping TCP, without a Close frame. */
  readonly failByDrop?: boolean | undefined;
  /** A Close frame of the peer is answered with its own code and reason, where Autobahn answers with 1000. */
  readonly echoCloseCodeReason?: boolean | undefined;
  /** Whether the fuzzer masks what it sends; otherwise it does as the client only. */
  readonly masks?: boolean | undefined;
  /** Rules of the RFC that the peer may break without being blamed. */
  readonly tolerated?: readonly RequirementId[] | undefined;
  /** A frame of the peer with a longer payload fails the connection with 1009. In bytes. */
  readonly frameBytesMax?: number | undefined;
  /** A message of the peer that is longer fails the connection with 1009. In bytes. */
  readonly messageBytesMax?: number | undefined;
  /** Messages of the fuzzer are cut into fragments of this many bytes, where a case does not say how. */
  readonly fragmentBytes?: number | undefined;
  /** Waits for the peer that differ from Autobahn's. */
  readonly timeouts?: Partial<FuzzerTimeouts> | undefined;
}
