import type { Socket } from "node:net";
import type { Role } from "../../spec/role.ts";
import { defaultLimits } from "../core/limits.ts";
import { type Address, type Listening, listenTcp, openTransport, urlHost } from "./tcp.ts";
import type { TlsIdentity } from "./tls-server.ts";

/** Gets what passes through a relay, once it has been passed on. The bytes belong to the relay: whoever changes them copies them first. */
export interface RelayListener {
  readonly onBytes: (from: Role, bytes: Uint8Array) => void;
  readonly onEnd: (from: Role, how: "fin" | "reset") => void;
  /** Both directions are over; called once. */
  readonly onClosed: () => void;
}

/** How a relay is started. */
export interface RelayOptions {
  readonly host: string;
  /** The port; 0 takes a free one. */
  readonly port: number;
  /** With one, clients speak TLS. */
  readonly tls?: TlsIdentity | undefined;
  readonly target: Address;
  /** Whether the certificate of the target has to be valid. */
  readonly verifyCertificate: boolean;
  /** A client has come: who it is, and who wants to know what passes. */
  readonly onConnection: (client: string) => RelayListener;
  /** The target could not be reached for a client, or a TLS handshake came to nothing. */
  readonly onRefused: (why: string) => void;
}

/** Passes bytes between clients and one server, unchanged and no faster than the other side takes them. */
export const startRelay = (options: RelayOptions): Promise<Listening> =>
  listenTcp({ host: options.host, port: options.port, tls: options.tls, onTlsFault: options.onRefused }, (client) => {
    void join(client, options);
  });

async function join(client: Socket, { target, verifyCertificate, onConnection, onRefused }: RelayOptions): Promise<void> {
  client.pause();
  client.on("error", ignore);
  const opening = { timeoutMs: defaultLimits.openingTimeoutMs, verifyCertificate };
  const server = await openTransport(target, opening).catch((error: Error) => {
    onRefused(error.message);
    client.destroy();
  });
  if (server === undefined) return;
  if (client.destroyed) {
    server.destroy();
    return;
  }
  const listener = onConnection(`${urlHost(client.remoteAddress ?? "?")}:${client.remotePort ?? 0}`);
  let open = 2;
  const over = () => {
    open--;
    if (open === 0) listener.onClosed();
  };
  pass("client", client, server, listener);
  pass("server", server, client, listener);
  client.once("close", over);
  server.once("close", over);
}

/** One direction: a FIN is passed on as a FIN, and a loss as a reset. */
function pass(from: Role, source: Socket, target: Socket, { onBytes, onEnd }: RelayListener): void {
  let isOver = false;
  const end = (how: "fin" | "reset") => {
    if (isOver) return;
    isOver = true;
    onEnd(from, how);
  };
  source.on("data", (bytes: Buffer) => {
    if (!target.write(bytes)) source.pause();
    onBytes(from, bytes);
  });
  target.on("drain", () => source.resume());
  source.on("end", () => {
    target.end();
    end("fin");
  });
  source.on("error", () => {
    target.resetAndDestroy();
    end("reset");
  });
  source.on("close", () => {
    // Whoever is gone without a word takes the other side along.
    if (!isOver) {
      target.destroy();
      end("reset");
    } else if (target.writableEnded) return;
    else target.end();
  });
  source.resume();
}

/** What ends a socket is told by its closing. */
const ignore = (): void => undefined;
