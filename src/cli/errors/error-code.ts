import { CommanderError } from "commander";
import { styled } from "../colour/styled.ts";
import { exitCodes } from "./exit-codes.ts";
import { UsageError } from "./usage-error.ts";

/** The exit code an error deserves. A user's mistake ends with a line; a bug of ours ends with its stack. */
export function codeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.passed : exitCodes.nothingRan;
  if (!(error instanceof UsageError)) throw error;
  complain(error);
  return exitCodes.nothingRan;
}

/** Tells a user of a mistake, or of what went wrong elsewhere. */
export function complain({ message }: Error): void {
  console.error(`${styled("red", "error:", process.stderr)} ${message}`);
}
