import { once } from "node:events";
import { requestText } from "../../src/core/testing/sample-handshake.ts";
import type { Attack } from "./attack.ts";
import { type FloodBounds, flood, frameOf, openTcp } from "./attacker.ts";
import type { ServerProcess } from "./server-process.ts";

const bounds: FloodBounds = { ms: 5000, bytesMax: 2 ** 30 };
const measures = [
  { name: `bytes taken within ${bounds.ms / 1000} s`, unit: "MB", most: bounds.bytesMax / 1e6 },
  { name: "memory on top", unit: "MiB" },
];

/** Sends a beginning, waits for what the server says to it if it says anything, and floods it with the same bytes over and over. */
async function floodAfter(server: ServerProcess, beginning: string, isAnswered: boolean, bytes: Uint8Array): Promise<readonly number[]> {
  const { residentMiB } = await server.begin();
  const socket = await openTcp(server.port);
  if (beginning !== "") socket.write(beginning);
  if (isAnswered) await once(socket, "data");
  socket.resume();
  const taken = await flood(socket, bytes, bounds);
  const { residentMostMiB } = await server.measure();
  return [taken / 1e6, Math.max(0, residentMostMiB - residentMiB)];
}

const emptyLines = Buffer.from("\r\n".repeat(32 * 1024));

/** Peers that do not stop sending before a connection is open. */
export const openingAttacks: readonly Attack[] = [
  {
    name: "C1",
    attacked: "A client sends a request and frames behind it, while the application has not answered the request.",
    measures,
    setting: () => ({ isUndecided: true }),
    play: (server) => floodAfter(server, requestText(), false, frameOf(2, new Uint8Array(64 * 1024))),
  },
  {
    name: "C13-lines",
    attacked: "A client sends empty lines in place of a request.",
    measures,
    setting: () => ({}),
    play: (server) => floodAfter(server, "", false, emptyLines),
  },
  {
    name: "C13-refused",
    attacked: "A client goes on sending after its request was refused with 400.",
    measures,
    setting: () => ({}),
    play: (server) => floodAfter(server, requestText({ "Sec-WebSocket-Key": undefined }), true, emptyLines),
  },
];
