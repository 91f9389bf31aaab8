import type { Role } from "../../../spec/role.ts";
import type { Field } from "../../core/input.ts";
import type { OpeningForm } from "../../core/opening/opening-form.ts";

/** How much of a connection a recording keeps: every byte, the headers of the frames, or whole messages. */
export type RecordedDetail = "bytes" | "headers" | "messages";

/**
 * What the order of a recording says about the order in which the two endpoints saw things.
 * `exact`: whoever sends had received all that is written above it, as in a transcript written by hand.
 * `client`, `server`: recorded at this endpoint, so what it sends was sent after it had received what stands above.
 * `between`: recorded on the way; what is in flight shows later than it was sent.
 * `unknown`: each direction for itself.
 */
export type RecordedOrder = "exact" | Role | "between" | "unknown";

/** What is known of a connection before anything of it is seen. */
export interface ConnectionFacts {
  /** As a person would name it: `127.0.0.1:50112 > 127.0.0.1:9001`. */
  readonly name: string;
  readonly detail: RecordedDetail;
  readonly order: RecordedOrder;
  /** Whether the recording holds the opening handshake, or begins behind it. */
  readonly begins: "opening" | "frames";
  readonly form: OpeningForm;
  /** The value of Sec-WebSocket-Extensions that was agreed on, where the handshake is not in the recording but this is known; empty without one. */
  readonly extensions?: string;
}

/** What holds for everything that is seen. */
export interface Moment {
  /** Who sent it. */
  readonly from: Role;
  /** In milliseconds since any moment that is the same for the whole connection; absent where the recording has no times. */
  readonly time?: number;
  /** How many bytes of the other direction had certainly reached the sender by then (the acknowledgement of a TCP segment); absent where unknown. */
  readonly hadReceived?: number;
}

/** The header of a frame, as far as a recording of headers keeps it. */
export interface RecordedHeader {
  readonly fin: boolean;
  /** The three reserved bits as a number, RSV1 the highest: 4, 2, 1. */
  readonly rsv: number;
  readonly opcode: number;
  readonly masked: boolean;
  readonly payloadLength: number;
}

/** One thing that was seen on a connection. */
export type Observation = Moment &
  (
    | { readonly kind: "bytes"; readonly bytes: Uint8Array }
    /** Bytes were sent here that the recording does not have; `length` where it is known how many. */
    | { readonly kind: "gap"; readonly length?: number }
    /** A head of the opening handshake of which only the parsed parts were kept; `startLine` as HTTP/1.1 writes it. */
    | { readonly kind: "head"; readonly startLine: string; readonly fields: readonly Field[] }
    /** A frame of which the header was kept, and the payload (unmasked) perhaps. */
    | { readonly kind: "frame"; readonly header: RecordedHeader; readonly payload?: Uint8Array }
    /** A message, or a control frame that a recording of messages knows of: unmasked, inflated. */
    | { readonly kind: "message"; readonly opcode: number; readonly payload?: Uint8Array }
    /** The sender sends no more: in order (FIN), or by a reset. */
    | { readonly kind: "end"; readonly how: "fin" | "reset" }
    /** What the recording program says about the connection, in its own words: hearsay, shown and never judged. */
    | { readonly kind: "remark"; readonly words: string }
  );

/** What a reader finds in a recording, in order. */
export type RecordingEvent =
  | { readonly kind: "connection"; readonly id: number; readonly facts: ConnectionFacts }
  | { readonly kind: "seen"; readonly id: number; readonly observation: Observation }
  /** Nothing more of this connection will come. */
  | { readonly kind: "over"; readonly id: number }
  /** Something could not be read: damage, with its position in the file in bytes where that is known, or a connection that stays closed to us, as TLS without keys. */
  | { readonly kind: "unreadable"; readonly id?: number; readonly position?: number; readonly detail: string };

/** Reads a recording piece by piece; what it keeps does not grow with the recording. */
export interface RecordingReader {
  /** The next bytes of the file, which the reader may keep. */
  push(bytes: Uint8Array): Iterable<RecordingEvent>;
  /** The file is at its end: connections that are still open end without an `end` observation, and are over. */
  end(): Iterable<RecordingEvent>;
}
