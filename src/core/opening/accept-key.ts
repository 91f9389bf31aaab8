import { encodeBase64 } from "../bytes/base64.ts";
import { sha1 } from "../bytes/sha1.ts";
import { bytesFromLatin1 } from "../bytes/text.ts";

const protocolGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** RFC 6455, section 4.2.2: the Sec-WebSocket-Accept that answers a Sec-WebSocket-Key. */
export const acceptKey = (key: string): string => encodeBase64(sha1(bytesFromLatin1(key + protocolGuid)));
