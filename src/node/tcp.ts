import { connect as connectTcp, createServer, isIP, type Server, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { domainToASCII } from "node:url";
import { defaultLimits, timerMsMax } from "../core/limits.ts";
import { readWebSocketUri, type WebSocketUri } from "../core/opening/web-socket-uri.ts";
import { createTlsServer, type TlsIdentity } from "./tls-server.ts";

/** Where to connect to. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/** RFC 6455, section 3: what a ws or wss address says; throws a `TypeError` that names what is wrong with it. */
export function parseWebSocketUrl(text: string): WebSocketUri {
  const uri = readWebSocketUri(text, domainToASCII);
  if (!("wrong" in uri)) return uri;
  // Nobody's password belongs on a screen.
  throw new TypeError(`"${text.replace(/\/\/[^/?#]*@/, "//…@")}" ${uri.wrong}`);
}

/** RFC 3986, section 3.2.2: a host as it stands in an address, where colons need brackets. */
export const urlHost = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/** The address of a server, without a path. */
export const webSocketUrl = ({ host, port, secure }: Address): string => `${secure ? "wss" : "ws"}://${urlHost(host)}:${port}`;

/** How a transport is opened. */
export interface OpeningOptions {
  readonly timeoutMs: number;
  /** Whether the server's certificate has to be valid (RFC 6455, section 4.1); a test of somebody's server may do without. */
  readonly verifyCertificate: boolean;
  /** The name for the TLS handshake, where it is not the host of the address. */
  readonly serverName?: string | undefined;
  /** Gives up while nobody has answered yet. */
  readonly signal?: AbortSignal | undefined;
}

/** Opens a transport; rejects with a readable reason when nobody answers within the time. */
export function openTransport({ host, port, secure }: Address, opening: OpeningOptions): Promise<Socket> {
  const { timeoutMs, verifyCertificate, serverName = host, signal } = opening;
  return new Promise((resolve, reject) => {
    const options = { host, port, allowHalfOpen: true, noDelay: true };
    // Section 4.1: the name goes into the TLS handshake, but RFC 6066 knows no addresses there.
    const servername = isIP(serverName) === 0 ? serverName : "";
    const socket = secure ? connectTls({ ...options, servername, rejectUnauthorized: verifyCertificate }) : connectTcp(options);
    const timer = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), Math.min(timeoutMs, timerMsMax));
    const giveUp = () => socket.destroy(new Error("given up"));
    signal?.addEventListener("abort", giveUp);
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
    };
    const fail = (error: Error) => {
      settle();
      reject(new Error(`cannot connect to ${urlHost(host)}:${port}: ${connectingFault(error)}`, { cause: error }));
    };
    socket.once("error", fail);
    socket.once(secure ? "secureConnect" : "connect", () => {
      settle();
      socket.off("error", fail);
      resolve(socket);
    });
  });
}

const connectingFault = (error: NodeJS.ErrnoException): string => {
  if (error.code === "ENOTFOUND") return reasons[error.code] as string;
  // What OpenSSL makes of an answer in plain text takes several lines.
  if (/wrong version number|packet length too long/.test(error.message))
    return "the answer was no TLS; a server without it has a ws:// address";
  return error.message || String(error);
};

/** A listening socket. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Stops listening and ends every connection. */
  readonly close: () => Promise<void>;
}

/** Where and how to listen. */
export interface ListeningOptions {
  readonly host: string;
  /** The port; 0 takes a free one. */
  readonly port: number;
  /** With one, only TLS is spoken. */
  readonly tls?: TlsIdentity | undefined;
  /** How long a TLS handshake may take. */
  readonly tlsTimeoutMs?: number;
  /** Gets why a TLS handshake came to nothing. */
  readonly onTlsFault?: ((why: string) => void) | undefined;
  /** What is done for the connections when the server is closed, and how long they may then take; without it they end at once. */
  readonly farewell?: { readonly say: () => void; readonly timeoutMs: number };
}

/** Listens. Rejects with a readable reason when the port cannot be had, or the certificate not be used. */
export function listenTcp(options: ListeningOptions, onSocket: (socket: Socket) => void): Promise<Listening> {
  const { host, port, farewell } = options;
  return new Promise((resolve, reject) => {
    checkPort(port);
    const server = serverFor(options, onSocket);
    const sockets = new Set<Socket>();
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(`cannot listen on ${urlHost(host)}:${port}: ${reasonFor(error)}`)),
    );
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new TypeError("a TCP server has a port");
      resolve({ host, port: address.port, close: once(() => closeServer(server, sockets, farewell)) });
    });
  });
}

function serverFor(options: ListeningOptions, onSocket: (socket: Socket) => void): Server {
  const { tls, tlsTimeoutMs = defaultLimits.openingTimeoutMs, onTlsFault } = options;
  if (tls !== undefined) return createTlsServer(tls, { onSocket, onFault: onTlsFault, handshakeTimeoutMs: tlsTimeoutMs });
  return createServer({ allowHalfOpen: true, noDelay: true }, onSocket);
}

const portMax = 0xffff;

/** Node takes a text for the path of a local socket. */
function checkPort(port: unknown): void {
  if (Number.isInteger(port) && (port as number) >= 0 && (port as number) <= portMax) return;
  throw new TypeError(
    `cannot listen on port ${typeof port === "string" ? JSON.stringify(port) : String(port)}; expected an integer from 0 (a free one) to ${portMax}`,
  );
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>, farewell: ListeningOptions["farewell"]): Promise<void> {
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return new Promise((resolve) => {
    const timer = setTimeout(endAll, farewell?.timeoutMs ?? 0);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    if (farewell === undefined) endAll();
    else farewell.say();
  });
}

/** Whoever closes again waits for the same end. */
function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= close();
    return closing;
  };
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use",
  EACCES: "not allowed to use this port",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "no machine of this name is known",
};

const reasonFor = ({ code = "", message }: NodeJS.ErrnoException): string => reasons[code] ?? message;
