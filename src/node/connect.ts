import { Endpoint } from "../core/endpoint.ts";
import type { ClientOptions } from "../core/endpoint-options.ts";
import { defaultLimits } from "../core/limits.ts";
import { aBoolean, aFunction, aString, checkOptions, needed, orUndefined } from "../core/option-rules.ts";
import { nodePorts } from "./ports.ts";
import { type EventListener, type ListenerFaultReporter, SocketHost } from "./socket-host.ts";
import { SocketTransport } from "./socket-transport.ts";
import { openTransport, parseWebSocketUrl } from "./tcp.ts";

/** What a client connects with. */
export interface ConnectOptions
  extends Pick<ClientOptions, "limits" | "statusCodes" | "origin" | "subprotocols" | "fields" | "compression"> {
  /** A ws or wss address. */
  readonly url: string;
  /** Whether the certificate of a wss server has to be valid, as section 4.1 demands; so unless said otherwise. */
  readonly verifyCertificate?: boolean;
  /** Gets every event of the connection, from the opening handshake to `closed`. */
  readonly onEvent: EventListener;
  /** Gets what `onEvent` throws; unless given, it becomes a warning of the process. */
  readonly onListenerFault?: ListenerFaultReporter;
}

const connectRules = {
  url: needed(aString),
  onEvent: needed(aFunction),
  onListenerFault: orUndefined(aFunction),
  verifyCertificate: aBoolean,
};

/** Connects as a strict WebSocket client; rejects with a `MisuseError` for a wrong option, and when no transport can be opened. */
export async function connect({
  url,
  onEvent,
  onListenerFault,
  verifyCertificate = true,
  ...options
}: ConnectOptions): Promise<SocketHost> {
  checkOptions({ url, onEvent, onListenerFault, verifyCertificate }, connectRules);
  const address = parseWebSocketUrl(url);
  const endpoint = new Endpoint({ role: "client", ports: nodePorts, host: address.hostField, resource: address.resource, ...options });
  const timeoutMs = options.limits?.openingTimeoutMs ?? defaultLimits.openingTimeoutMs;
  const socket = await openTransport(address, { timeoutMs, verifyCertificate });
  const transport = new SocketTransport(socket, { writeTimeoutMs: endpoint.limits.writeTimeoutMs });
  return new SocketHost(transport, endpoint, onEvent, onListenerFault);
}
