import type { EndpointEvent } from "../../core/output.ts";
import { listen } from "../../node/listen.ts";
import type { SocketHost } from "../../node/socket-host.ts";
import type { Listening } from "../../node/tcp.ts";
import type { TlsIdentity } from "../../node/tls-server.ts";
import { productToken } from "../case/suite-name.ts";

/** Sends every message back as it came; the strict endpoint does the rest. */
export function echo(event: EndpointEvent, host: SocketHost): void {
  if (event.type === "request") host.send({ kind: "accept", fields: [["Server", productToken]] });
  if (event.type === "message") host.send({ kind: "message", format: event.format, payload: event.payload });
}

/** Starts a strict server that echoes every message; with a certificate, a wss one. */
export const startEchoServer = (port: number, host = "127.0.0.1", tls?: TlsIdentity): Promise<Listening> =>
  listen({ port, host, tls, onEvent: echo, compression: {} });
