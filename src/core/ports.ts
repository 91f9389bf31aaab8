import type { DeflatePort } from "./deflate/deflate-port.ts";

/** What the host supplies because the core cannot have it or a platform does it faster. */
export interface Ports {
  /** Unpredictable bytes, for keys and masking keys (sections 4.1 and 5.3). */
  readonly randomBytes: (length: number) => Uint8Array;
  /** Milliseconds since 1970, for the Date of a refusal; without a clock there is none (RFC 9110, section 6.6.1). */
  readonly now?: () => number;
  /** Whether bytes are complete, valid UTF-8; without it the core's own validator is used throughout. */
  readonly isUtf8?: (bytes: Uint8Array) => boolean;
  /** Text as UTF-8, a lone surrogate as U+FFFD; without it the core's own encoder is used. */
  readonly encodeUtf8?: (text: string) => Uint8Array;
  /** Raw DEFLATE, for messages of permessage-deflate; without it the core's own is used. */
  readonly deflate?: DeflatePort;
}
