import { type Address, parseWebSocketUrl, webSocketUrl } from "../../node/tcp.ts";
import type { TlsIdentity } from "../../node/tls-server.ts";
import { type IdentityFiles, tlsIdentity } from "../tls-identity.ts";
import { UsageError } from "../usage-error.ts";
import { warn } from "./warn.ts";

/** Where a server is to listen: on the host of its address, and nowhere else. Its clients say 127.0.0.1 when they mean localhost. */
export function ownAddress(url: string): Address {
  try {
    const address = parseWebSocketUrl(url);
    return address.host === "localhost" ? { ...address, host: "127.0.0.1" } : address;
  } catch (error) {
    throw new UsageError(`the address of the server: ${(error as Error).message}`);
  }
}

/** The suite of old listened on every address, whatever it was given: whoever waits for a connection from elsewhere has to know. */
export function tellWhoIsServed({ host, secure }: Address, port: number): void {
  if (!/^(127\.|::1$)/.test(host)) return;
  const everywhere = webSocketUrl({ host: "0.0.0.0", port, secure });
  console.log(`Only this machine can connect; for others give the address ${everywhere}.`);
}

/** The certificate of a wss server; without TLS, a key or a certificate from the command line is of no use. */
export async function ownIdentity({ secure }: Address, asked: IdentityFiles, spec: IdentityFiles = {}): Promise<TlsIdentity | undefined> {
  if (secure) return await tlsIdentity({ key: asked.key ?? spec.key, cert: asked.cert ?? spec.cert });
  if (asked.key !== undefined || asked.cert !== undefined) warn("-k and -c are not used, for the address of the server begins with ws://");
  return undefined;
}
