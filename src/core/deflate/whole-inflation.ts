import { JoinedBytes } from "../bytes/joined-bytes.ts";
import type { InflateFault, InflateRequest, Inflation } from "./deflate-port.ts";

/** A stream that has come whole. */
export interface WholeStream extends InflateRequest {
  readonly bytes: Uint8Array;
}

/** All that a stream stands for which has come whole, or what is wrong with it, in a single turn. */
export function inflateWhole(inflation: Inflation, bytes: Uint8Array): Uint8Array | InflateFault {
  const pieces = new JoinedBytes();
  inflation.push(bytes, true);
  while (!inflation.isUsedUp) pieces.add(inflation.advance());
  if (inflation.fault !== undefined) return inflation.fault;
  return pieces.join(Number.POSITIVE_INFINITY) as Uint8Array;
}
