import type { StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import type { Role } from "../../../spec/role.ts";
import type { Limits, limitRequirements } from "../limits.ts";
import type { MessageInflater } from "../permessage-deflate/message-deflate.ts";

/** What an incoming side is made with. */
export interface IncomingOptions {
  /** Who sends: a client has to mask, and a server must not. */
  readonly sender: Role;
  /** Inflates the sender's messages where permessage-deflate is in use, from the first frame on. */
  readonly inflater: MessageInflater | undefined;
  readonly limits: Pick<Limits, keyof typeof limitRequirements | "turnBytes">;
  readonly statusCodes: StatusCodeProfile;
  readonly isUtf8: ((bytes: Uint8Array) => boolean) | undefined;
  /** Position in the stream of the first byte after the opening handshake. */
  readonly byteOffset: number;
  /** Whether text is taken as it is, UTF-8 or not. */
  readonly takesAnyText?: boolean;
  /** Whether messages are kept until they are whole; otherwise they are judged, and told without what is in them. True unless said otherwise. */
  readonly keepsMessages?: boolean;
  /** Frames are told as well, with this much of their payloads. In bytes. */
  readonly keptBytesMax?: number;
}
