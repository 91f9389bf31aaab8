import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { constants, deflateRawSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { encodeFrame } from "../core/frame/frame-encoder.ts";
import { rsv1 } from "../core/frame/header-rules.ts";
import { requestText } from "../core/testing/sample-handshake.ts";
import { listen } from "./listen.ts";
import type { SocketHost } from "./socket-host.ts";
import type { Listening } from "./tcp.ts";

const maskingKey = new Uint8Array(4);
const bombBytes = 16 * 1024 * 1024;
const bomb = Buffer.from(
  encodeFrame({
    fin: true,
    rsv: rsv1,
    opcode: opcodes.binary,
    payload: deflateRawSync(new Uint8Array(bombBytes), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4),
    maskingKey,
  }),
);
const ping = Buffer.from(encodeFrame({ fin: true, rsv: 0, opcode: opcodes.ping, payload: Uint8Array.of(1), maskingKey }));
const close = Buffer.from(encodeFrame({ fin: true, rsv: 0, opcode: opcodes.close, payload: Uint8Array.of(3, 0xe8), maskingKey }));

let server: Listening;
/** What the server is told, in order, and by whom: the first client is 1. */
let told: string[] = [];
let hosts: SocketHost[] = [];
let allAreClosed: Promise<void>;

async function start(clients: number, turnBytes: number): Promise<Socket[]> {
  told = [];
  hosts = [];
  let closed = 0;
  let resolveClosed: () => void;
  allAreClosed = new Promise((resolve) => {
    resolveClosed = resolve;
  });
  server = await listen({
    port: 0,
    compression: {},
    limits: { turnBytes },
    onEvent: (event, host) => {
      if (event.type === "request") host.send({ kind: "accept" });
      if (event.type === "open") hosts.push(host);
      const length = event.type === "message" ? ` of ${event.payload.length}` : "";
      told.push(`${hosts.indexOf(host) + 1}: ${event.type}${length}`);
      if (event.type === "closed" && ++closed === clients) resolveClosed();
    },
  });
  const sockets: Socket[] = [];
  for (let i = 0; i < clients; i++) sockets.push(await openClient());
  told = [];
  return sockets;
}

async function openClient(): Promise<Socket> {
  const socket = connectTcp({ host: "127.0.0.1", port: server.port, allowHalfOpen: true });
  socket.on("error", () => socket.destroy());
  socket.write(requestText({ "Sec-WebSocket-Extensions": "permessage-deflate" }));
  await once(socket, "data");
  return socket;
}

const next = async (socket: Socket): Promise<unknown> => (await once(socket, "data"))[0];

afterEach(() => server.close());

describe("a message that inflates to much", () => {
  it("lets another connection be served before it is whole", async () => {
    const [attacker, other] = (await start(2, 16 * 1024)) as [Socket, Socket];
    attacker.end(bomb);
    other.end(Buffer.concat([ping, close]));
    await allAreClosed;
    expect(told).toEqual(["2: ping", "2: closing", "2: closed", `1: message of ${bombBytes}`, "1: closed"]);
  });

  it("is delivered before what comes behind it, and before the end of the transport", async () => {
    const [socket] = (await start(1, 64 * 1024)) as [Socket];
    socket.end(Buffer.concat([ping, bomb, ping, bomb, close]));
    await allAreClosed;
    const message = `1: message of ${bombBytes}`;
    expect(told).toEqual(["1: ping", message, "1: ping", message, "1: closing", "1: closed"]);
  });

  it("does not keep what the application sends meanwhile from leaving", async () => {
    const [socket] = (await start(1, 4096)) as [Socket];
    const [host] = hosts as [SocketHost];
    socket.write(Buffer.concat([ping, bomb]));
    expect(await next(socket)).toEqual(Buffer.of(0x8a, 1, 1));
    host.send({ kind: "ping", payload: Uint8Array.of(7) });
    expect(await next(socket)).toEqual(Buffer.of(0x89, 1, 7));
    expect(told).toEqual(["1: ping"]);
    socket.end(close);
    await allAreClosed;
    expect(told).toEqual(["1: ping", `1: message of ${bombBytes}`, "1: closing", "1: closed"]);
  });
});
