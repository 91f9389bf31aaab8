import type { Server, Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { isTlsFault, wordsOfFault } from "./fault-words.ts";

/** What a server proves who it is with: its certificate and the key to it, both in PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/** How a server uses TLS. */
export interface TlsServing {
  readonly onSocket: (socket: Socket) => void;
  /** Gets why a TLS handshake came to nothing, where TLS itself has a word for it. */
  readonly onFault?: ((why: string) => void) | undefined;
  readonly handshakeTimeoutMs: number;
}

/** A server that speaks TLS only; throws when the certificate cannot be used. */
export function createTlsServer(identity: TlsIdentity, { onSocket, onFault, handshakeTimeoutMs }: TlsServing): Server {
  checkPem(identity);
  const { key, cert } = identity;
  try {
    // Half-open only once TLS stands: who leaves during the TLS handshake would keep its descriptor.
    const server = createServer({ key, cert, handshakeTimeout: handshakeTimeoutMs, noDelay: true }, (socket: TLSSocket) => {
      socket.allowHalfOpen = true;
      onSocket(socket);
    });
    // Whoever comes without TLS is turned away by the TLS handshake itself.
    return server.on("tlsClientError", (error, socket) => {
      if (isTlsFault(error)) onFault?.(wordsOfFault(error));
      socket.destroy();
    });
  } catch (error) {
    throw new Error(`the certificate or its key cannot be used: ${(error as Error).message}`);
  }
}

/** Node takes a missing certificate for a server that has none, and then turns every client away. */
function checkPem(identity: TlsIdentity): void {
  for (const name of ["key", "cert"] as const) {
    const pem: unknown = identity[name];
    if (typeof pem !== "string" || !pem.includes("-----BEGIN ")) {
      const found = typeof pem === "string" ? (pem === "" ? "empty" : "not PEM") : `${pem}`;
      throw new TypeError(`the certificate or its key cannot be used: tls.${name} is ${found}; expected the text of a PEM file`);
    }
  }
}
