import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import type { PeerServer } from "./peer-server.ts";

/** A foreign echo server: the package `ws` as it is, with its default options. */
export async function startWsEchoServer(): Promise<PeerServer> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket) => {
    socket.on("message", (message, isBinary) => socket.send(message, { binary: isBinary }));
    // A broken frame is reported here too; nothing is left to be done about it.
    socket.on("error", () => undefined);
  });
  await once(server, "listening");
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** What a client was told when it visited an address. */
export interface Visited {
  readonly messages: readonly string[];
  /** 1006 when there was no Close frame. */
  readonly closeCode: number;
  /** The HTTP status of an answer that refused. */
  readonly refusedWith: number | undefined;
}

/** Opens an address with `ws` as the client, echoes every message if asked to, and resolves when the connection is over. */
export function visit(url: string, { echoing = false, headers = {} } = {}): Promise<Visited> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    const messages: string[] = [];
    let refusedWith: number | undefined;
    socket.on("message", (message, isBinary) => {
      if (echoing) socket.send(message, { binary: isBinary });
      else messages.push(message.toString());
    });
    socket.on("unexpected-response", (request, response) => {
      refusedWith = response.statusCode;
      response.resume();
      request.destroy();
      resolve({ messages, closeCode: 1006, refusedWith });
    });
    socket.on("error", () => undefined);
    socket.on("close", (closeCode) => resolve({ messages, closeCode, refusedWith }));
  });
}

/** The loop every client under test runs, with `ws`: asks for the count, echoes through the cases, asks for the reports. */
export async function runWsEchoClient(url: string, agent: string, jobs: number): Promise<number> {
  const { messages } = await visit(`${url}/getCaseCount`);
  const count = Number(messages[0]);
  let next = 1;
  const work = async () => {
    for (let number = next++; number <= count; number = next++) {
      await visit(`${url}/runCase?case=${number}&agent=${encodeURIComponent(agent)}`, { echoing: true });
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  await visit(`${url}/updateReports?agent=${encodeURIComponent(agent)}`);
  return count;
}
