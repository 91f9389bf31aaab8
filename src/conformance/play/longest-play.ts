import type { Case } from "../case/case.ts";
import type { FuzzerTimeouts } from "../fuzzer/waiting/fuzzer-timeouts.ts";
import { stretched } from "../fuzzer/waiting/waits.ts";
import { longestWait } from "./time-scale.ts";

/** Seconds after OPEN in which a case is over, whatever its peer does and however busy the machine is. */
export const longestPlay = ({ play }: Case, { closingHandshake, serverDrop, guard }: FuzzerTimeouts): number =>
  stretched(longestWait(play)) + stretched(closingHandshake) + stretched(Math.max(serverDrop, guard));
