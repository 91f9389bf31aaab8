import { Endpoint } from "../core/endpoint.ts";
import type { ServerOptions } from "../core/endpoint-options.ts";
import { defaultLimits } from "../core/limits.ts";
import { nodePorts } from "./ports.ts";
import { type EventListener, SocketHost } from "./socket-host.ts";
import { type Listening, listenTcp } from "./tcp.ts";
import type { TlsIdentity } from "./tls-server.ts";

/** What a server is started with. */
export interface ListenOptions extends Pick<ServerOptions, "limits" | "statusCodes" | "compression"> {
  /** The port; 0 takes a free one. */
  readonly port: number;
  /** The address to listen on; the loopback address unless said otherwise. */
  readonly host?: string;
  /** The certificate of a wss server, with its key. */
  readonly tls?: TlsIdentity | undefined;
  /** Gets every event of every connection; answer `request` with `accept` or `refuse`. */
  readonly onEvent: EventListener;
}

/** Starts a strict WebSocket server; rejects when the port cannot be had. */
export function listen({ port, host = "127.0.0.1", tls, onEvent, ...options }: ListenOptions): Promise<Listening> {
  const tlsTimeoutMs = options.limits?.openingTimeoutMs ?? defaultLimits.openingTimeoutMs;
  return listenTcp({ host, port, tls, tlsTimeoutMs }, (socket) => {
    new SocketHost(socket, new Endpoint({ role: "server", ports: nodePorts, ...options }), onEvent);
  });
}
