import type { StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import type { HeaderPolicy } from "./frame/header-rules.ts";
import type { Limits, limitRequirements } from "./limits.ts";

/** What an incoming side is made with. */
export interface IncomingOptions {
  readonly policy: HeaderPolicy;
  readonly limits: Pick<Limits, keyof typeof limitRequirements | "turnBytes">;
  readonly statusCodes: StatusCodeProfile;
  readonly isUtf8: ((bytes: Uint8Array) => boolean) | undefined;
  /** Position in the stream of the first byte after the opening handshake. */
  readonly byteOffset: number;
  /** Whether text is taken as it is, UTF-8 or not. */
  readonly takesAnyText?: boolean;
  /** Frames are told as well, with this much of their payloads. In bytes. */
  readonly keptBytesMax?: number;
}
