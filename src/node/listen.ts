import { Endpoint } from "../core/endpoint.ts";
import type { ServerOptions } from "../core/endpoint-options.ts";
import { defaultLimits } from "../core/limits.ts";
import { aFunction, checkOptions, needed, objectOf, orUndefined, someText, wholeNumber } from "../core/option-rules.ts";
import { nodePorts } from "./ports.ts";
import { type EventListener, type ListenerFaultReporter, SocketHost } from "./socket-host.ts";
import { SocketTransport } from "./socket-transport.ts";
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
  /** Gets what `onEvent` throws; unless given, it becomes a warning of the process. */
  readonly onListenerFault?: ListenerFaultReporter;
}

const listenRules = {
  port: needed(wholeNumber(0, 65_535)),
  host: someText,
  tls: orUndefined(objectOf({ key: needed(someText), cert: needed(someText) })),
  onEvent: needed(aFunction),
  onListenerFault: orUndefined(aFunction),
};

/**
 * Starts a strict WebSocket server; rejects with a `MisuseError` for a wrong option, and when the port cannot be had. Closing
 * it closes every connection with 1001, as section 7.3 asks for, and waits for that, but no longer than the closing timeout.
 */
export async function listen({ port, host = "127.0.0.1", tls, onEvent, onListenerFault, ...options }: ListenOptions): Promise<Listening> {
  checkOptions({ port, host, tls, onEvent, onListenerFault }, listenRules);
  const newEndpoint = () => new Endpoint({ role: "server", ports: nodePorts, ...options });
  // Wrong options show before anybody connects.
  newEndpoint();
  const { openingTimeoutMs, closingTimeoutMs, writeTimeoutMs } = { ...defaultLimits, ...options.limits };
  const connections = new Set<SocketHost>();
  const farewell = {
    say: () => {
      for (const connection of connections) connection.goAway();
    },
    timeoutMs: closingTimeoutMs,
  };
  return await listenTcp({ host, port, tls, tlsTimeoutMs: openingTimeoutMs, farewell }, (socket) => {
    const connection = new SocketHost(new SocketTransport(socket, { writeTimeoutMs }), newEndpoint(), onEvent, onListenerFault);
    connections.add(connection);
    socket.once("close", () => connections.delete(connection));
  });
}
