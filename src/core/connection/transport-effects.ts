import type { Effect } from "../lifecycle/transition-table.ts";
import type { Limits } from "../limits.ts";
import type { Output } from "../output.ts";

/** What the machine asks of the transport and of the clock, as the output that asks it; `undefined` for all other effects. */
export function transportOutput(
  effect: Effect["effect"],
  limits: Pick<Limits, "openingTimeoutMs" | "closingTimeoutMs">,
): Output | undefined {
  switch (effect) {
    case "startOpeningTimer":
      return { kind: "startTimer", timer: "opening", ms: limits.openingTimeoutMs, begins: "at once" };
    case "startClosingTimer":
      return { kind: "startTimer", timer: "closing", ms: limits.closingTimeoutMs, begins: "once written" };
    case "stopOpeningTimer":
      return { kind: "stopTimer", timer: "opening" };
    case "stopClosingTimer":
      return { kind: "stopTimer", timer: "closing" };
    case "shutTransport":
      return { kind: "shut" };
    case "dropTransport":
      return { kind: "drop" };
    default:
      return undefined;
  }
}
