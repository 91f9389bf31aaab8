import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { acceptanceOf } from "../../core/testing/sample-handshake.ts";
import type { PeerServer } from "./peer-server.ts";

/** Starts a TCP server that does with each socket what it is told, and nothing else. */
export async function startRawServer(onSocket: (socket: Socket) => void): Promise<PeerServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A peer that misbehaves gets resets in return.
    socket.on("error", () => socket.destroy());
    onSocket(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Starts a server that opens every connection properly; what comes after the opening handshake is handed on as it arrives. */
export const startAcceptingServer = (
  onBytes: (socket: Socket, bytes: Uint8Array) => void,
  onOpen?: (socket: Socket) => void,
): Promise<PeerServer> =>
  startRawServer((socket) => {
    let head = "";
    let isOpen = false;
    socket.on("data", (bytes: Uint8Array) => {
      if (isOpen) return onBytes(socket, bytes);
      head += Buffer.from(bytes).toString("latin1");
      if (!head.endsWith("\r\n\r\n")) return;
      isOpen = true;
      socket.write(acceptanceOf(head));
      onOpen?.(socket);
    });
  });
