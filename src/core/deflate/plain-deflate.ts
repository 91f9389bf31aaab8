import { deflateRaw } from "./deflate.ts";
import type { DeflatePort } from "./deflate-port.ts";
import { inflateInTurns } from "./inflate.ts";

/** DEFLATE for hosts that have none of their own. */
export const plainDeflate: DeflatePort = { compressWindowBitsMin: 8, inflate: inflateInTurns, deflate: deflateRaw };
