import { connect } from "node:net";
import { encodeFrame } from "../src/core/frame/frame-encoder.ts";
import type { EchoServer } from "./echo-servers.ts";

/** So many messages of a size, sent without waiting for their echoes. */
export interface EchoScenario {
  readonly name: string;
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly messages: number;
}

const phrase = "Grüße, 世界! ";
const phraseBytes = new TextEncoder().encode(phrase).length;
const text = (length: number): Uint8Array => new TextEncoder().encode(phrase.repeat(Math.floor(length / phraseBytes)));

/** What is measured. */
export const echoScenarios: readonly EchoScenario[] = [
  { name: "100,000 × binary, 64 B", opcode: 2, payload: new Uint8Array(64).fill(7), messages: 100_000 },
  { name: "100,000 × text, 51 B", opcode: 1, payload: text(51), messages: 100_000 },
  { name: "20,000 × text, 4 KiB", opcode: 1, payload: text(4096), messages: 20_000 },
  { name: "5,000 × binary, 64 KiB", opcode: 2, payload: new Uint8Array(65536).fill(7), messages: 5_000 },
  { name: "200 × binary, 1 MiB", opcode: 2, payload: new Uint8Array(1 << 20).fill(7), messages: 200 },
];

const request = [
  "GET / HTTP/1.1",
  "Host: 127.0.0.1",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version: 13",
  "\r\n",
].join("\r\n");

const maskingKey = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);
const burstBytes = 64 * 1024;

/** Starts a server, sends everything, and takes the time until the last byte of the last echo is back. */
export async function echoSeconds(start: () => Promise<EchoServer>, scenario: EchoScenario): Promise<number> {
  const server = await start();
  const seconds = await roundTrip(server.port, scenario);
  await server.close();
  return seconds;
}

function roundTrip(port: number, { opcode, payload, messages }: EchoScenario): Promise<number> {
  const frame = encodeFrame({ fin: true, rsv: 0, opcode, payload, maskingKey });
  const echoBytes = (frame.length - maskingKey.length) * messages;
  const perBurst = Math.max(1, Math.floor(burstBytes / frame.length));
  const burst = Buffer.concat(Array.from({ length: perBurst }, () => frame));
  return new Promise((resolve, reject) => {
    let unsent = messages;
    let headIsRead = false;
    let received = 0;
    let startedAt = 0;
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => socket.write(request));
    const send = () => {
      while (unsent > 0) {
        const count = Math.min(unsent, perBurst);
        unsent -= count;
        if (!socket.write(burst.subarray(0, count * frame.length))) return;
      }
    };
    socket.on("drain", send);
    socket.on("error", reject);
    socket.on("end", () => reject(new Error(`the server ended the connection after ${received} of ${echoBytes} bytes`)));
    socket.on("data", (bytes) => {
      if (!headIsRead) {
        headIsRead = true;
        startedAt = performance.now();
        return send();
      }
      received += bytes.length;
      if (received < echoBytes) return;
      socket.destroy();
      resolve((performance.now() - startedAt) / 1000);
    });
  });
}
