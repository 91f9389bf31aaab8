import { connect as connectTcp, createServer, isIP, type Server, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Where to connect to. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/** RFC 6455, section 3: what a ws or wss address says; throws a `TypeError` that names what is wrong with it. */
export function parseWebSocketUrl(text: string): Address & { readonly hostField: string; readonly resource: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw new TypeError(`"${text}" is not a URL; expected something like ws://127.0.0.1:9001`);
  if (url.protocol !== "ws:" && url.protocol !== "wss:")
    throw new TypeError(`"${text}" begins with ${url.protocol}//; expected ws:// or wss://`);
  if (url.hash !== "") throw new TypeError(`"${text}" has a fragment (${url.hash}), which a WebSocket address must not have`);
  const secure = url.protocol === "wss:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    secure,
    hostField: url.host,
    resource: `${url.pathname}${url.search}`,
  };
}

/** How a transport is opened. */
export interface OpeningOptions {
  readonly timeoutMs: number;
  /** Whether the server's certificate has to be valid (RFC 6455, section 4.1); a test of somebody's server may do without. */
  readonly verifyCertificate: boolean;
}

/** Opens a transport; rejects with a readable reason when nobody answers within the time. */
export function openTransport({ host, port, secure }: Address, { timeoutMs, verifyCertificate }: OpeningOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const options = { host, port, allowHalfOpen: true, noDelay: true };
    // Section 4.1: the name goes into the TLS handshake, but RFC 6066 knows no addresses there.
    const servername = isIP(host) === 0 ? host : "";
    const socket = secure ? connectTls({ ...options, servername, rejectUnauthorized: verifyCertificate }) : connectTcp(options);
    const timer = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(new Error(`cannot connect to ${host}:${port}: ${error.message || String(error)}`));
    };
    socket.once("error", fail);
    socket.once(secure ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      socket.off("error", fail);
      resolve(socket);
    });
  });
}

/** A listening socket. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Stops listening and ends every connection. */
  readonly close: () => Promise<void>;
}

/** Listens; port 0 takes a free one. Rejects with a readable reason when the port cannot be had. */
export function listenTcp(host: string, port: number, onSocket: (socket: Socket) => void): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    onSocket(socket);
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Error(`cannot listen on ${host}:${port}: ${reasonFor(error)}`)));
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new TypeError("a TCP server has a port");
      resolve({ host, port: address.port, close: () => closeServer(server, sockets) });
    });
  });
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

const reasonFor = ({ code, message }: NodeJS.ErrnoException): string =>
  code === "EADDRINUSE" ? "the port is in use" : code === "EACCES" ? "not allowed to use this port" : message;
