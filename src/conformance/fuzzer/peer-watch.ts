import type { MessageInflater } from "../../core/permessage-deflate/message-deflate.ts";
import { DirectionWatch } from "../../oracle/direction-watch.ts";
import type { FuzzerConnectionOptions } from "./fuzzer-connection-options.ts";

/** As much as the largest case of Autobahn makes a peer send; what exceeds it is not kept. */
const keptBytesMax = 16 * 1024 * 1024;

/** What the fuzzer sees of its peer: judged by RFC 6455 alone, as Autobahn does, unless the options say otherwise. */
export function peerWatch(
  { isServer, engine = {}, statusCodes = "rfc6455" }: FuzzerConnectionOptions,
  byteOffset: number,
  inflater: MessageInflater | undefined,
): DirectionWatch {
  const { tolerated = [], frameBytesMax = Number.POSITIVE_INFINITY, messageBytesMax = keptBytesMax } = engine;
  return new DirectionWatch({
    sender: isServer ? "client" : "server",
    byteOffset,
    statusCodes,
    limits: {
      frameBytesMax,
      messageBytesMax: Math.min(messageBytesMax, keptBytesMax),
      fragmentsMax: Number.POSITIVE_INFINITY,
      turnBytes: Number.POSITIVE_INFINITY,
    },
    keptBytesMax,
    inflater,
    tolerated: new Set(tolerated),
  });
}
