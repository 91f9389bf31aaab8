import { counted } from "../../conformance/case/counted.ts";
import { productToken } from "../../conformance/case/suite-name.ts";
import { runEchoClient } from "../../conformance/testee/echo-client.ts";
import { startEchoServer } from "../../conformance/testee/echo-server.ts";
import { styled } from "../colour/styled.ts";
import { notListening } from "../commands/not-listening.ts";
import { UsageError } from "../errors/usage-error.ts";
import { interrupted, interruptibly } from "../terminal/interruption.ts";
import { ownAddress, ownIdentity, tellWhoIsServed, urlFromHere } from "./own-address.ts";
import type { WstestOptions } from "./wstest-options.ts";

const defaultUrl = "ws://127.0.0.1:9001";

/** `wstest -m testeeserver`: the strict echo server, to be tested by a fuzzing client. */
export const runTesteeServer = ({ wsuri = defaultUrl, key, cert }: WstestOptions): Promise<void> =>
  interruptibly(async (signal) => {
    const address = ownAddress(wsuri);
    const tls = await ownIdentity(address, { key, cert });
    const server = await startEchoServer(address.port, address.host, tls).catch((error: Error) => {
      throw notListening(error, "choose another address with -w");
    });
    console.log(`Strict echo server at ${styled("bold", urlFromHere(address, server.port))}; stop it with Ctrl-C.`);
    tellWhoIsServed(address, server.port, "hybi echo");
    await interrupted(signal);
    await server.close();
  }, "every connection will be closed");

/** `wstest -m testeeclient`: the strict echo client, through all cases of a fuzzing server. */
export async function runTesteeClient({ wsuri = defaultUrl, ident = productToken }: WstestOptions): Promise<void> {
  // A fuzzing server on this machine has a certificate that nobody has signed.
  const count = await runEchoClient({ url: wsuri, agent: ident, verifyCertificate: false }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  console.log(`${ident} went through ${counted(count, "case")}; the verdicts are in the fuzzing server's reports.`);
}
