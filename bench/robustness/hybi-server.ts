import { listen } from "../../src/index.ts";
import type { SocketHost } from "../../src/node/socket-host.ts";
import { echoBytesMax, type Setting } from "./setting.ts";

/** Our own server; returns its port. */
export async function startHybi(setting: Setting): Promise<number> {
  const { tls, compresses, messageBytesMax, closingTimeoutMs, isUndecided } = setting;
  const limits = {
    ...(messageBytesMax === undefined ? {} : { messageBytesMax, frameBytesMax: messageBytesMax }),
    ...(closingTimeoutMs === undefined ? {} : { closingTimeoutMs }),
  };
  const { port } = await listen({
    port: 0,
    tls,
    limits,
    ...(compresses ? { compression: {} } : {}),
    onEvent: (event, host) => {
      if (event.type === "request" && !isUndecided) host.send({ kind: "accept" });
      if (event.type === "message" && host.readyState === "OPEN") answer(host, event.payload, setting);
    },
  });
  return port;
}

function answer(host: SocketHost, payload: Uint8Array, { sends }: Setting): void {
  const message = (bytes: Uint8Array) => host.send({ kind: "message", format: "binary", payload: bytes });
  if (sends === undefined) {
    message(payload.length > echoBytesMax ? Buffer.from(String(payload.length)) : payload);
    return;
  }
  for (let i = 0; i < sends.messages; i++) message(new Uint8Array(sends.bytes));
  if (sends.closes) host.send({ kind: "close", code: 1000 });
}
