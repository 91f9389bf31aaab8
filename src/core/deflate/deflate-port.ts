/** A DEFLATE stream to be inflated (RFC 1951), before its bytes have come. */
export interface InflateRequest {
  /** What came before, as far as the stream may refer to it. It stays as it is until all is inflated. */
  readonly window: Uint8Array;
  /** The longest distance that was agreed on: 256 to 32,768. */
  readonly windowBytes: number;
  readonly outputBytesMax: number;
  /** About so many bytes are inflated in one turn; all there are unless given. */
  readonly turnBytes?: number;
}

/** Why a stream cannot be inflated. */
export interface InflateFault {
  readonly kind: "malformed" | "truncated" | "distanceTooFar" | "tooLarge";
  readonly detail: string;
  /** Position in the stream of the byte that decides it. */
  readonly position: number;
  /** The distance that is too far. */
  readonly distance?: number;
}

/**
 * A stream that is being inflated: as its bytes come, and turn by turn. How the bytes and the work are cut changes neither
 * what comes of them nor the fault.
 */
export interface Inflation {
  /** Takes the next bytes, once those before are used up, and whether the stream ends with them. They stay as they are until they are used up. */
  readonly push: (bytes: Uint8Array, isLast: boolean) => void;
  /** Whether nothing is left to do until more bytes come. */
  readonly isUsedUp: boolean;
  /** What is wrong with the stream, as soon as a byte has come that makes it certain. Nothing comes of the bytes behind it. */
  readonly fault: InflateFault | undefined;
  /** Does the work of one turn; returns the bytes that came of it, if any. They are not written to again. */
  readonly advance: () => Uint8Array;
}

/** Bytes to be deflated. */
export interface DeflateRequest {
  readonly bytes: Uint8Array;
  /** What came before, as far as the stream may refer to it. */
  readonly window: Uint8Array;
  /** The longest distance that was agreed on: 256 to 32,768. */
  readonly windowBytes: number;
}

/** Raw DEFLATE, without any state of its own: the same request always has the same answer. */
export interface DeflatePort {
  /** The smallest `windowBytes`, as an exponent of two, that `deflate` keeps to. */
  readonly compressWindowBitsMin: number;
  /**
   * Begins to inflate. The stream ends at the end of a block that is the end of the bytes, not with the first block marked
   * as final: other blocks may follow that one from the next byte on, and refer to what came before it.
   */
  readonly inflate: (request: InflateRequest) => Inflation;
  /** Blocks that end with an empty stored one, so that the last four bytes are `00 00 ff ff`. */
  readonly deflate: (request: DeflateRequest) => Uint8Array;
}
