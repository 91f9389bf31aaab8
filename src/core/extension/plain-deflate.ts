import { deflateRaw } from "./deflate.ts";
import type { DeflatePort } from "./deflate-port.ts";
import { inflateRaw } from "./inflate.ts";

/** DEFLATE for hosts that have none of their own. */
export const plainDeflate: DeflatePort = { compressWindowBitsMin: 8, inflate: inflateRaw, deflate: deflateRaw };
