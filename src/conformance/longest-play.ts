import type { Case } from "./case.ts";
import type { FuzzerTimeouts } from "./fuzzer-timeouts.ts";
import { longestWait } from "./time-scale.ts";
import { stretched } from "./waits.ts";

/** Seconds after OPEN in which a case is over, whatever its peer does and however busy the machine is. */
export const longestPlay = ({ play }: Case, { closingHandshake, serverDrop, guard }: FuzzerTimeouts): number =>
  stretched(longestWait(play)) + stretched(closingHandshake) + stretched(Math.max(serverDrop, guard));
