import { Command } from "commander";
import { suite } from "../../conformance/case/suite-name.ts";
import { codeFor } from "../errors/error-code.ts";
import { echoCommand } from "./echo.ts";
import { explainCommand } from "./explain.ts";
import { judgeCommand } from "./judge.ts";
import { oracleCommand } from "./oracle.ts";
import { proxyCommand } from "./proxy.ts";
import { requirementsCommand } from "./requirements.ts";
import { serveCommand } from "./serve.ts";
import { testCommand } from "./test.ts";

/** Runs one command line, given without the names of program and script. Sets the exit code of the process. */
export async function run(words: readonly string[]): Promise<void> {
  const program = new Command("hybi")
    .description(
      "The WebSocket protocol as a reference: a judge of recordings and live connections, a conformance suite for servers and clients, and strict echo peers.",
    )
    .version(suite.version)
    .showHelpAfterError("(run with --help to see what is possible)")
    .exitOverride();
  for (const command of [
    testCommand(),
    serveCommand(),
    judgeCommand(),
    explainCommand(),
    requirementsCommand(),
    proxyCommand(),
    oracleCommand(),
    echoCommand(),
  ])
    program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = codeFor(error);
  }
}
