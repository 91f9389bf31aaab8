import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { startEchoServer } from "../src/conformance/testee/echo-server.ts";

/** An echo server to be measured. */
export interface EchoServer {
  readonly port: number;
  readonly close: () => Promise<unknown>;
}

/** Our strict server. */
export const startHybi = (): Promise<EchoServer> => startEchoServer(0);

/** ws without compression, as it is by default. */
export async function startWs(): Promise<EchoServer> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket) => socket.on("message", (message, isBinary) => socket.send(message, { binary: isBinary })));
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of server.clients) socket.terminate();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
