import { Command } from "commander";
import pc from "picocolors";
import { counted } from "../../conformance/counted.ts";
import { runEchoClient } from "../../conformance/echo-client.ts";
import { startEchoServer } from "../../conformance/echo-server.ts";
import { productToken } from "../../conformance/suite-name.ts";
import { interrupted, interruptibly } from "../interruption.ts";
import { hostOption, jobsOption, portOption } from "../options.ts";
import { UsageError } from "../usage-error.ts";

interface EchoOptions {
  readonly port: number;
  readonly host: string;
  readonly connect?: string;
  readonly agent: string;
  readonly jobs: number;
}

/** `hybi echo`: the strict endpoints as peers to be tested. */
export const echoCommand = (): Command =>
  new Command("echo")
    .description("run the strict echo server, or, with --connect, the strict echo client against a fuzzing server")
    .addOption(portOption(9001))
    .addOption(hostOption())
    .option("--connect <url>", "be a client: run all cases of the fuzzing server at this address")
    .option("--agent <name>", "the client's name in the reports", productToken)
    .addOption(jobsOption(1))
    .action(({ connect, ...options }: EchoOptions) => (connect === undefined ? serveEcho(options) : connectEcho(connect, options)));

const serveEcho = ({ port, host }: EchoOptions): Promise<void> =>
  interruptibly(async (signal) => {
    const server = await startEchoServer(port, host).catch((error: Error) => {
      throw new UsageError(`${error.message}; choose another with --port`);
    });
    console.log(`Strict echo server at ${pc.bold(`ws://${host}:${server.port}`)}; stop it with Ctrl-C.`);
    await interrupted(signal);
    await server.close();
  });

async function connectEcho(url: string, { agent, jobs }: EchoOptions): Promise<void> {
  const count = await runEchoClient({ url, agent, jobs, onCase: (number, total) => console.log(`case ${number} of ${total}`) }).catch(
    (error: Error) => {
      throw new UsageError(error.message);
    },
  );
  if (count === 0) throw new UsageError(`the fuzzing server at ${url} has no cases selected`);
  console.log(`${agent} went through ${counted(count, "case")}; the verdicts are in the fuzzing server's reports.`);
}
