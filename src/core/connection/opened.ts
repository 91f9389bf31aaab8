import type { Role } from "../../../spec/role.ts";
import type { DeflateParameters } from "../permessage-deflate/permessage-deflate.ts";

/** What an opening handshake has come to: all that an open connection has to know of it, whatever version of HTTP it was. */
export interface Opened {
  /** Which side this is: a client masks, and its peer must not. */
  readonly role: Role;
  /** The subprotocol in use, or null without one. */
  readonly subprotocol: string | null;
  /** What was agreed on for permessage-deflate, or null without it. */
  readonly compression: DeflateParameters | null;
  /** How many bytes the peer had sent when the first frame could begin: positions in the stream count them. */
  readonly byteOffset: number;
}
