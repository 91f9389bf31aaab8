import { Command } from "commander";
import { counted } from "../../conformance/case/counted.ts";
import { productToken } from "../../conformance/case/suite-name.ts";
import { runEchoClient } from "../../conformance/testee/echo-client.ts";
import { startEchoServer } from "../../conformance/testee/echo-server.ts";
import { webSocketUrl } from "../../node/tcp.ts";
import { styled } from "../colour/styled.ts";
import { UsageError } from "../errors/usage-error.ts";
import { interrupted, interruptibly } from "../terminal/interruption.ts";
import { notListening } from "./not-listening.ts";
import { certOption, hostOption, jobsOption, keyOption, portOption, tlsOption } from "./options.ts";
import { askedIdentity } from "./tls-identity.ts";

interface EchoOptions {
  readonly port: number;
  readonly host: string;
  readonly connect?: string;
  readonly agent: string;
  readonly jobs: number;
  readonly tls?: boolean;
  readonly key?: string;
  readonly cert?: string;
}

/** `hybi echo`: the strict endpoints as peers to be tested. */
export const echoCommand = (): Command =>
  new Command("echo")
    .description("run the strict echo server, or, with --connect, the strict echo client against a fuzzing server")
    .addOption(portOption(9001))
    .addOption(hostOption())
    .option("--connect <url>", "be a client: run all cases of the fuzzing server at this address; with --tls any certificate will do")
    .option("--agent <name>", "the client's name in the reports", productToken)
    .addOption(jobsOption(1))
    .addOption(tlsOption())
    .addOption(keyOption())
    .addOption(certOption())
    .action(({ connect, ...options }: EchoOptions) => (connect === undefined ? serveEcho(options) : connectEcho(connect, options)));

const serveEcho = ({ port, host, ...secure }: EchoOptions): Promise<void> =>
  interruptibly(async (signal) => {
    const identity = await askedIdentity(secure);
    const server = await startEchoServer(port, host, identity).catch((error: Error) => {
      throw notListening(error, "choose another with --port or --host");
    });
    const url = webSocketUrl({ host, port: server.port, secure: identity !== undefined });
    console.log(`Strict echo server at ${styled("bold", url)}; stop it with Ctrl-C.`);
    await interrupted(signal);
    await server.close();
  }, "every connection will be closed");

async function connectEcho(url: string, { agent, jobs, tls }: EchoOptions): Promise<void> {
  const onCase = (number: number, total: number) => console.log(`case ${number} of ${total}`);
  // With --tls the server may be one of this machine, with a certificate that nobody has signed.
  const count = await runEchoClient({ url, agent, jobs, verifyCertificate: tls !== true, onCase }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  if (count === 0) throw new UsageError(`the fuzzing server at ${url} has no cases selected`);
  console.log(`${agent} went through ${counted(count, "case")}; the verdicts are in the fuzzing server's reports.`);
}
