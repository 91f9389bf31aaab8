/**
 * hybi: a strict WebSocket client and server. They obey every MUST of RFC 6455 and fail at the first wrong byte.
 *
 * @module
 */
export * from "./core/public.ts";
export { type ConnectOptions, connect } from "./node/connect.ts";
export { type ListenOptions, listen } from "./node/listen.ts";
export { nodePorts } from "./node/ports.ts";
export type { EventListener, ListenerFaultReporter, SendOutcome, SocketHost } from "./node/socket-host.ts";
export type { Listening } from "./node/tcp.ts";
export type { TlsIdentity } from "./node/tls-server.ts";
