import pc from "picocolors";
import { counted } from "../../conformance/counted.ts";
import { runEchoClient } from "../../conformance/echo-client.ts";
import { startEchoServer } from "../../conformance/echo-server.ts";
import { productToken } from "../../conformance/suite-name.ts";
import { parseWebSocketUrl } from "../../node/tcp.ts";
import { interrupted, interruptibly } from "../interruption.ts";
import { notListening } from "../not-listening.ts";
import { tlsIdentity } from "../tls-identity.ts";
import { UsageError } from "../usage-error.ts";
import type { WstestOptions } from "./wstest-options.ts";

const defaultUrl = "ws://127.0.0.1:9001";

/** `wstest -m testeeserver`: the strict echo server, to be tested by a fuzzing client. */
export const runTesteeServer = ({ wsuri = defaultUrl, key, cert }: WstestOptions): Promise<void> =>
  interruptibly(async (signal) => {
    const { host, port, secure } = addressOf(wsuri);
    const tls = secure ? await tlsIdentity({ key, cert }) : undefined;
    const server = await startEchoServer(port, host, tls).catch((error: Error) => {
      throw notListening(error, "choose another address with -w");
    });
    console.log(`Strict echo server at ${pc.bold(`${secure ? "wss" : "ws"}://${host}:${server.port}`)}; stop it with Ctrl-C.`);
    await interrupted(signal);
    await server.close();
  });

/** `wstest -m testeeclient`: the strict echo client, through all cases of a fuzzing server. */
export async function runTesteeClient({ wsuri = defaultUrl, ident = productToken }: WstestOptions): Promise<void> {
  // A fuzzing server on this machine has a certificate that nobody has signed.
  const count = await runEchoClient({ url: wsuri, agent: ident, verifyCertificate: false }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  console.log(`${ident} went through ${counted(count, "case")}; the verdicts are in the fuzzing server's reports.`);
}

function addressOf(url: string): ReturnType<typeof parseWebSocketUrl> {
  try {
    return parseWebSocketUrl(url);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
