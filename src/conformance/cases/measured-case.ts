import type { Case, Step } from "../case/case.ts";
import { type CaseDefinition, defineCase } from "./define-case.ts";
import { closedByFuzzer } from "./steps.ts";

type MeasuredCaseDefinition = Omit<CaseDefinition, "expected" | "expectedClose" | "program"> & Required<Pick<Case, "program">>;

/** A case whose duration counts: a program judges what comes back, and the fuzzer closes with 1000 in the end. */
export const measuredCase = (definition: MeasuredCaseDefinition): Case =>
  defineCase({ ...definition, expected: {}, expectedClose: closedByFuzzer, reportTime: true });

/** Leaves what follows out of the wire log, which would only measure itself. */
export const wireLogOff: Step = { step: "wireLog", enabled: false, marker: false };
/** As `wireLogOff`, with an entry that says so. */
export const wireLogOffMarked: Step = { step: "wireLog", enabled: false, marker: true };

/** Ends the case here unless permessage-deflate is in use. */
export const requireCompression: Step = { step: "requireCompression" };
/** Sends the first message of the round trips. */
export const startRoundTrips: Step = { step: "startRoundTrips" };
/** How many messages a case of round trips has. */
export const roundTripCount = 1000;
