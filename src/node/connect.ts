import { Endpoint } from "../core/endpoint.ts";
import type { ClientOptions } from "../core/endpoint-options.ts";
import { defaultLimits } from "../core/limits.ts";
import { aBoolean, aFunction, aString, checkOptions, needed } from "../core/option-rules.ts";
import { nodePorts } from "./ports.ts";
import { type EventListener, SocketHost } from "./socket-host.ts";
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
}

const connectRules = { url: needed(aString), onEvent: needed(aFunction), verifyCertificate: aBoolean };

/** Connects as a strict WebSocket client; rejects with a `MisuseError` for a wrong option, and when no transport can be opened. */
export async function connect({ url, onEvent, verifyCertificate = true, ...options }: ConnectOptions): Promise<SocketHost> {
  checkOptions({ url, onEvent, verifyCertificate }, connectRules);
  const address = parseWebSocketUrl(url);
  const endpoint = new Endpoint({ role: "client", ports: nodePorts, host: address.hostField, resource: address.resource, ...options });
  const timeoutMs = options.limits?.openingTimeoutMs ?? defaultLimits.openingTimeoutMs;
  const socket = await openTransport(address, { timeoutMs, verifyCertificate });
  return new SocketHost(socket, endpoint, onEvent);
}
