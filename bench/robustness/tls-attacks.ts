import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { tlsIdentity } from "../../src/cli/commands/tls-identity.ts";
import type { Attack } from "./attack.ts";
import { openTcp, secondsUntilReleased } from "./attacker.ts";

const secure = async () => ({ tls: await tlsIdentity({}) });

// A TLS record with a ClientHello of 512 bytes begins; the rest does not come.
const beginning = Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00, 0x01);

const leaversCount = 500;
const leaversWaitMs = 3000;
const stallSecondsMax = 20;

/** Peers that do not bring the TLS handshake to an end. */
export const tlsAttacks: readonly Attack[] = [
  {
    name: "C0",
    attacked: `${leaversCount} clients end the connection in the middle of the TLS handshake.`,
    measures: [{ name: `descriptors kept after ${leaversWaitMs / 1000} s`, unit: "" }],
    setting: secure,
    play: async (server) => {
      const before = await server.begin();
      for (let i = 0; i < leaversCount; i++) {
        const socket = await openTcp(server.port);
        socket.resume();
        const sent = once(socket, "finish");
        socket.end(beginning);
        await sent;
      }
      await wait(leaversWaitMs);
      return [Math.max(0, (await server.measure()).descriptors - before.descriptors)];
    },
  },
  {
    name: "C6",
    attacked: "A client begins the TLS handshake and says nothing more.",
    measures: [{ name: "time until the server gives it up", unit: "s", most: stallSecondsMax }],
    setting: secure,
    play: async (server) => {
      const before = await server.begin();
      const socket = await openTcp(server.port);
      socket.on("end", () => socket.end());
      socket.resume();
      socket.write(beginning);
      await wait(500);
      const seconds = await secondsUntilReleased(server, before.descriptors, stallSecondsMax);
      socket.destroy();
      return [seconds];
    },
  },
];
