import { Command, CommanderError } from "commander";
import pc from "picocolors";
import { suite } from "../conformance/suite-name.ts";
import { echoCommand } from "./commands/echo.ts";
import { serveCommand } from "./commands/serve.ts";
import { testCommand } from "./commands/test.ts";
import { exitCodes } from "./exit-codes.ts";
import { UsageError } from "./usage-error.ts";

/** Runs one command line, given without the names of program and script. Sets the exit code of the process. */
export async function run(words: readonly string[]): Promise<void> {
  const program = new Command("hybi")
    .description("The WebSocket protocol as a reference: a conformance suite for servers and clients, and strict echo peers.")
    .version(suite.version)
    .showHelpAfterError("(run with --help to see what is possible)")
    .exitOverride();
  for (const command of [testCommand(), serveCommand(), echoCommand()]) program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = codeFor(error);
  }
}

/** A user's mistake ends with a line; a bug of ours ends with its stack. */
function codeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.passed : exitCodes.nothingRan;
  if (!(error instanceof UsageError)) throw error;
  console.error(`${pc.red("error:")} ${error.message}`);
  return exitCodes.nothingRan;
}
