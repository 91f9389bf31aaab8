import { JoinedBytes } from "../bytes/joined-bytes.ts";
import type { InflateFault, Inflation } from "./deflate-port.ts";

/** All that a stream stands for, or what is wrong with it, in a single turn. */
export function inflateWhole(inflation: Inflation): Uint8Array | InflateFault {
  const pieces = new JoinedBytes();
  while (!inflation.isComplete) {
    const piece = inflation.advance();
    if ("kind" in piece) return piece;
    pieces.add(piece);
  }
  let whole = pieces.join();
  while (whole === undefined) whole = pieces.join();
  return whole;
}
