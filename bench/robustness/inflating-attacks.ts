import { once } from "node:events";
import { constants, deflateRawSync } from "node:zlib";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { rsv1 } from "../../src/core/frame/header-rules.ts";
import type { Attack } from "./attack.ts";
import { frameOf, openWebSocket } from "./attacker.ts";

const mebibyte = 2 ** 20;
const inflatedMebibytes = 1024;

/** Zeros, MiB by MiB, of which each takes a thousandth when compressed. */
function bomb(): Buffer {
  const part = deflateRawSync(new Uint8Array(mebibyte), { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
  const whole = Buffer.concat(Array.from({ length: inflatedMebibytes }, () => part));
  return frameOf(opcodes.binary, whole.subarray(0, -4), rsv1);
}

const attack = (name: string, limit: string, messageBytesMax?: number): Attack => ({
  name,
  attacked: `A client sends ${(bomb().length / mebibyte).toFixed(1)} MiB that inflate to 1 GiB; ${limit}.`,
  measures: [
    { name: "longest stall of the event loop", unit: "ms" },
    { name: "memory on top", unit: "MiB" },
  ],
  rounds: 3,
  setting: () => ({ compresses: true, ...(messageBytesMax === undefined ? {} : { messageBytesMax }) }),
  play: async (server) => {
    const socket = await openWebSocket(server.port, { "Sec-WebSocket-Extensions": "permessage-deflate" });
    const { residentMiB } = await server.begin();
    const answered = once(socket, "data");
    socket.resume();
    socket.write(bomb());
    await answered;
    const { longestStallMs, residentMostMiB } = await server.measure();
    socket.destroy();
    return [longestStallMs, residentMostMiB - residentMiB];
  },
});

/** Peers whose messages are small until they are inflated. */
export const inflatingAttacks: readonly Attack[] = [
  attack("C15", "messages may be as long as they may by default"),
  attack("C15-allowed", "messages may be so long", 1.5 * 2 ** 30),
];
