import { Command, CommanderError, Option } from "commander";
import { suite } from "../../conformance/case/suite-name.ts";
import { defaultJobs } from "../../conformance/client/fuzzing-client.ts";
import { failOnOption } from "../ci/ci-options.ts";
import { jobsOption, timeoutScaleOption, waitOption } from "../commands/options.ts";
import { codeFor } from "../errors/error-code.ts";
import { runFuzzingClientMode } from "./fuzzing-client-mode.ts";
import { runFuzzingServerMode } from "./fuzzing-server-mode.ts";
import { runTesteeClient, runTesteeServer } from "./testee-modes.ts";
import { type Mode, modeOption, type WstestOptions, webportOption } from "./wstest-options.ts";

const runs: Readonly<Record<Mode, (options: WstestOptions) => Promise<void>>> = {
  fuzzingserver: runFuzzingServerMode,
  fuzzingclient: runFuzzingClientMode,
  testeeserver: runTesteeServer,
  testeeclient: runTesteeClient,
};

/** Runs one command line of `wstest`, given without the names of program and script. Sets the exit code of the process. */
export async function runWstest(words: readonly string[]): Promise<void> {
  const command = wstestCommand();
  try {
    await command.parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = codeFor(error);
  }
}

const wsuriHelp =
  "servers: the port to listen on, in place of that in the spec's url (default: ws://127.0.0.1:9001); they take connections from everywhere; " +
  "fuzzing client: the server to test where the spec names none; testee client: the fuzzing server";

const wstestCommand = (): Command =>
  new Command("wstest")
    .description("The WebSocket conformance suite with the command line, spec files and reports of Autobahn.")
    .version(suite.version, "-v, --version")
    .addOption(modeOption())
    .option("-s, --spec <file>", "the spec file; by default <mode>.json in this folder, written if it is not there")
    .option("-w, --wsuri <url>", wsuriHelp)
    .addOption(webportOption())
    .option("-i, --ident <name>", "testee client: its name in the reports")
    .option("-k, --key <file>", "for wss: the server's key, PEM; without key and certificate a pair for loopback is made")
    .option("-c, --cert <file>", "for wss: the server's certificate, PEM")
    .addOption(jobsOption(defaultJobs()))
    .addOption(
      new Option("--profile <profile>", "quick plays the bulk cases with fewer messages").choices(["quick", "full"]).default("full"),
    )
    .addOption(timeoutScaleOption())
    .addOption(waitOption())
    .addOption(failOnOption([]))
    .addOption(new Option("-d, --debug", "taken for compatibility; the reports hold every octet").hideHelp())
    .addOption(new Option("-o, --outfile <file>", "taken for compatibility").hideHelp())
    .addOption(new Option("-a, --autobahnversion", "prints the version, as -v does").hideHelp())
    .showHelpAfterError("(run with --help to see what is possible)")
    .exitOverride()
    .on("option:autobahnversion", printVersion)
    .action((options: WstestOptions) => runs[options.mode](options));

function printVersion(): never {
  console.log(suite.version);
  throw new CommanderError(0, "commander.version", suite.version);
}
