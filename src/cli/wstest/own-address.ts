import { type Address, parseWebSocketUrl, webSocketUrl } from "../../node/tcp.ts";
import type { TlsIdentity } from "../../node/tls-server.ts";
import { type IdentityFiles, tlsIdentity } from "../commands/tls-identity.ts";
import { UsageError } from "../errors/usage-error.ts";
import { warn } from "../terminal/warn.ts";

/** Where a server is to listen: on every address of this machine, whatever host its own address names, as Autobahn does. */
export function ownAddress(url: string): Address {
  try {
    const { host, port, secure } = parseWebSocketUrl(url);
    return { host: host.includes(":") ? everyIPv6Address : everyIPv4Address, port, secure };
  } catch (error) {
    throw new UsageError(`the address of the server: ${(error as Error).message}`);
  }
}

const everyIPv4Address = "0.0.0.0";
const everyIPv6Address = "::";

/** The host by which this machine itself reaches a server that listens on every address. */
export const hostFromHere = ({ host }: Pick<Address, "host">): string => (host === everyIPv6Address ? "::1" : "127.0.0.1");

/** The address by which this machine itself reaches a server that listens on every address. */
export const urlFromHere = (address: Address, port: number): string => webSocketUrl({ ...address, host: hostFromHere(address), port });

/** Says that the server is open to others, and which command is not. */
export function tellWhoIsServed({ host, secure }: Address, port: number, forLoopback: string): void {
  const everywhere = webSocketUrl({ host, port, secure });
  console.log(`Every machine that reaches this one can connect (${everywhere}); ${forLoopback} listens for this machine only.`);
}

/** What is wrong with the address of somebody else's server, if anything is. */
export function addressFault(url: string): string | undefined {
  try {
    parseWebSocketUrl(url);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The certificate of a wss server; without TLS, a key or a certificate from the command line is of no use. */
export async function ownIdentity({ secure }: Address, asked: IdentityFiles, spec: IdentityFiles = {}): Promise<TlsIdentity | undefined> {
  if (secure) return await tlsIdentity({ key: asked.key ?? spec.key, cert: asked.cert ?? spec.cert });
  if (asked.key !== undefined || asked.cert !== undefined) warn("-k and -c are not used, for the address of the server begins with ws://");
  return undefined;
}
