import type { Case } from "../case/case.ts";
import { allCases } from "../cases/all-cases.ts";

/** The cases about the protocol itself: those about limits and compression are programs, and take their time. */
export const protocolCases: readonly Case[] = allCases.filter(({ program }) => program === undefined);
