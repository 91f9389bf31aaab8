import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { echoBytesMax, type Setting } from "./setting.ts";

/** ws on the server of Node; returns its port. */
export async function startWs(setting: Setting): Promise<number> {
  const { tls, compresses = false, messageBytesMax, closingTimeoutMs, isUndecided } = setting;
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  if (isUndecided) server.on("upgrade", (_request, socket) => socket.on("error", () => socket.destroy()));
  else {
    const sockets = new WebSocketServer({
      server,
      perMessageDeflate: compresses,
      ...(messageBytesMax === undefined ? {} : { maxPayload: messageBytesMax }),
      // The types do not know this option of ws 8.
      ...({ ...(closingTimeoutMs === undefined ? {} : { closeTimeout: closingTimeoutMs }) } as object),
    });
    sockets.on("connection", (socket) => {
      socket.on("error", () => undefined);
      socket.on("message", (payload: Buffer) => answer(socket, payload, setting));
    });
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function answer(socket: WebSocket, payload: Buffer, { sends }: Setting): void {
  if (sends === undefined) {
    socket.send(payload.length > echoBytesMax ? String(payload.length) : payload);
    return;
  }
  for (let i = 0; i < sends.messages; i++) socket.send(new Uint8Array(sends.bytes));
  if (sends.closes) socket.close(1000);
}
