import type { Role } from "../../spec/role.ts";
import type { DeflatePort } from "../core/deflate/deflate-port.ts";
import { plainDeflate } from "../core/deflate/plain-deflate.ts";
import { windowBitsDefault } from "../core/permessage-deflate/deflate-parameters.ts";
import { MessageInflater } from "../core/permessage-deflate/message-deflate.ts";

const nothing = new Uint8Array(0);

/** Takes any bytes for a stream of which nothing comes. */
const opaque: DeflatePort = {
  ...plainDeflate,
  inflate: () => ({ push: () => undefined, isUsedUp: true, fault: undefined, advance: () => nothing }),
};

/** Stands where messages may be compressed and nobody knows how: what they hold is not judged. */
export const opaqueInflater = (sender: Role): MessageInflater =>
  new MessageInflater({ sender, noContextTakeover: false, windowBits: windowBitsDefault }, opaque);
