import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { opcodes } from "../../spec/registries/opcodes.ts";
import type { Attack } from "./attack.ts";
import { frameOf, openWebSocket, secondsUntilReleased } from "./attacker.ts";

const mebibyte = 2 ** 20;
const slow = { messages: 40, bytesPerSecond: 8e6, closingTimeoutMs: 1000, secondsMax: 15 };
const queue = { messages: 160_000, bytes: 16, secondsMax: 60 };
const deaf = { messages: 20, secondsMax: 75 };
const go = frameOf(opcodes.text, Buffer.from("go"));

/** Reads a socket to its end at a steady pace; returns how many bytes came. */
async function readSlowly(socket: Socket): Promise<number> {
  const startedAt = performance.now();
  let received = 0;
  let isOver = false;
  socket.on("end", () => {
    isOver = true;
  });
  socket.on("close", () => {
    isOver = true;
  });
  while (!isOver && performance.now() - startedAt < slow.secondsMax * 1000) {
    const due = ((performance.now() - startedAt) / 1000) * slow.bytesPerSecond;
    while (received < due) {
      const bytes = socket.read(Math.min(64 * 1024, socket.readableLength)) as Buffer | null;
      if (bytes === null) break;
      received += bytes.length;
    }
    await wait(5);
  }
  socket.destroy();
  return received;
}

/** Peers that read slowly, or not at all. */
export const closingAttacks: readonly Attack[] = [
  {
    name: "C3",
    attacked: `A client reads ${slow.bytesPerSecond / 1e6} MB/s without a pause; the server sends ${slow.messages} messages of 1 MiB and calls \`close()\`, with ${slow.closingTimeoutMs / 1000} s for the closing handshake.`,
    measures: [{ name: "MiB that arrive", unit: `of ${slow.messages}` }],
    setting: () => ({
      closingTimeoutMs: slow.closingTimeoutMs,
      sends: { messages: slow.messages, bytes: mebibyte, closes: true },
    }),
    play: async (server) => {
      const socket = await openWebSocket(server.port);
      socket.write(go);
      return [Math.min(slow.messages, (await readSlowly(socket)) / mebibyte)];
    },
  },
  {
    name: "C4",
    attacked: `The application sends ${queue.messages.toLocaleString("en-US")} messages of ${queue.bytes} bytes at once.`,
    measures: [{ name: "processor time of the server", unit: "s", most: queue.secondsMax }],
    rounds: 3,
    setting: () => ({ sends: { messages: queue.messages, bytes: queue.bytes, closes: false } }),
    play: async (server) => {
      const socket = await openWebSocket(server.port);
      await server.begin();
      const startedAt = performance.now();
      let missing = queue.messages * (queue.bytes + 2);
      socket.on("data", (bytes) => {
        missing -= bytes.length;
      });
      socket.resume();
      socket.write(go);
      while (missing > 0 && performance.now() - startedAt < queue.secondsMax * 1000) await wait(10);
      socket.destroy();
      return [missing > 0 ? queue.secondsMax : (await server.measure()).processorMs / 1000];
    },
  },
  {
    name: "C5",
    attacked: `A client sends ${deaf.messages} messages of 1 MiB to be echoed, a Close frame and the end of its side, and never reads.`,
    measures: [{ name: "time until the server gives it up", unit: "s", most: deaf.secondsMax }],
    setting: () => ({}),
    play: async (server) => {
      const before = await server.begin();
      const socket = await openWebSocket(server.port);
      const message = frameOf(opcodes.binary, new Uint8Array(mebibyte));
      const finished = once(socket, "finish").catch(() => undefined);
      for (let i = 0; i < deaf.messages; i++) socket.write(message);
      socket.end(frameOf(opcodes.close, Uint8Array.of(0x03, 0xe8)));
      await Promise.race([finished, wait(2000)]);
      const seconds = await secondsUntilReleased(server, before.descriptors, deaf.secondsMax);
      socket.destroy();
      return [seconds];
    },
  },
];
