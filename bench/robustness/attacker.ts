import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { encodeFrame } from "../../src/core/frame/frame-encoder.ts";
import { requestText } from "../../src/core/testing/sample-handshake.ts";
import type { ServerProcess } from "./server-process.ts";

const maskingKey = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

const unsentBytesMax = 4 * 2 ** 20;

/** A frame as a client sends it. */
export const frameOf = (opcode: number, payload: Uint8Array, rsv = 0): Buffer =>
  Buffer.from(encodeFrame({ fin: true, rsv, opcode, payload, maskingKey }));

/** The transport alone. A reset is no event for an attacker. */
export async function openTcp(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
  socket.on("error", () => socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** A connection behind its opening handshake. It does not read on. */
export async function openWebSocket(port: number, fields: Readonly<Record<string, string>> = {}): Promise<Socket> {
  const socket = await openTcp(port);
  socket.write(requestText(fields));
  await once(socket, "data");
  socket.pause();
  return socket;
}

/** Bounds of a flood. */
export interface FloodBounds {
  readonly ms: number;
  readonly bytesMax: number;
}

/** Writes the same bytes over and over, as fast as they are taken; returns how many were, up to the bound, and ends the connection. */
export async function flood(socket: Socket, bytes: Uint8Array, { ms, bytesMax }: FloodBounds): Promise<number> {
  const endsAt = performance.now() + ms;
  const before = socket.bytesWritten;
  const written = () => socket.bytesWritten - before;
  const isGoing = () => socket.writable && performance.now() < endsAt && written() < bytesMax;
  while (isGoing()) {
    while (isGoing() && socket.writableLength < unsentBytesMax) socket.write(bytes);
    await wait(1);
  }
  const taken = written() >= bytesMax ? bytesMax : written() - socket.writableLength;
  socket.destroy();
  return taken;
}

/** Seconds until the server has no more descriptors than before, or so many as are waited at most. */
export async function secondsUntilReleased(server: ServerProcess, descriptors: number, secondsMax: number): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const seconds = (performance.now() - startedAt) / 1000;
    if (seconds >= secondsMax) return secondsMax;
    if ((await server.measure()).descriptors <= descriptors) return seconds;
    await wait(100);
  }
}
