import { counted } from "../case/counted.ts";
import type { Tally } from "./seen/traffic-statistics.ts";

/** Why an opening handshake was given up when its time was over. */
export function unfinishedHandshake(received: Tally): string {
  const bytes = [...received].reduce((sum, [length, count]) => sum + length * count, 0);
  const what = bytes === 0 ? "not a byte was received" : `${counted(bytes, "byte")} came, which are no complete HTTP head`;
  return `the opening handshake was not finished in time: ${what}`;
}
