import type { RequirementId } from "../requirements.ts";
import { because } from "./chart.machine.ts";

/** The time for the end of the transport has run out. */
export const givesUp = <Target extends string>(target: Target) => ({
  target,
  actions: ["dropTransport" as const, "emitClosed" as const],
  ...because("ours/limits/closing-timeout"),
});

/** The transport has ended while its end was awaited, with our own side shut already or still to be shut. */
export const transportEnds = <Target extends string>(target: Target, isShut: boolean, ...requires: RequirementId[]) => ({
  target,
  actions: isShut
    ? ["emitClosed" as const, "stopClosingTimer" as const]
    : ["shutTransport" as const, "emitClosed" as const, "stopClosingTimer" as const],
  ...because(...requires),
});
