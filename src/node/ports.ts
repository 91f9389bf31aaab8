import { isUtf8 } from "node:buffer";
import { randomFillSync } from "node:crypto";
import type { Ports } from "../core/ports.ts";
import { zlibPort } from "./zlib-port.ts";

const poolBytes = 8192;
let pool = new Uint8Array(0);
let used = 0;

/** Unpredictable bytes, fetched from the system in larger portions: a masking key is only four. */
function randomBytes(length: number): Uint8Array {
  if (used + length > pool.length) {
    pool = randomFillSync(new Uint8Array(Math.max(poolBytes, length)));
    used = 0;
  }
  used += length;
  return pool.subarray(used - length, used);
}

/** What Node does faster, or at all: see `Ports`. */
export const nodePorts: Ports = {
  randomBytes,
  now: Date.now,
  isUtf8,
  encodeUtf8: (text) => new TextEncoder().encode(text),
  deflate: zlibPort,
};
