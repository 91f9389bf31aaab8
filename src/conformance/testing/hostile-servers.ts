import { connect, type Socket } from "node:net";
import { encodeFrame } from "../../core/frame/frame-encoder.ts";
import { frame, joined, ping, repeat, text } from "../cases/steps.ts";
import type { PeerServer } from "./peer-server.ts";
import { startAcceptingServer, startRawServer } from "./raw-server.ts";

const ignore = (): void => undefined;

/** Ends every connection before a byte was exchanged. */
export const startClosingServer = (): Promise<PeerServer> => startRawServer((socket) => socket.resume().end());

/** Takes connections and never says anything. */
export const startSilentServer = (): Promise<PeerServer> => startRawServer((socket) => socket.resume());

/** Opens every connection and then never says anything more, not even when the client gives up. */
export const startMuteServer = (): Promise<PeerServer> => startAcceptingServer(ignore);

/** Says a few bytes as soon as somebody comes, and then nothing more. */
export const startSayingServer = (words: string | Uint8Array): Promise<PeerServer> =>
  startRawServer((socket) => {
    socket.resume();
    socket.write(words);
  });

/** Answers every request with the same words, and ends the connection. */
export const startAnsweringServer = (words: string): Promise<PeerServer> =>
  startRawServer((socket) => socket.once("data", () => socket.end(words)));

/** Opens every connection and answers whatever comes with bytes that are no frames. */
export const startGarbageServer = (): Promise<PeerServer> =>
  startAcceptingServer((socket, bytes) => {
    socket.write(bytes.map((byte, i) => (byte ^ 0x5a) + 7 * i));
  });

/** Opens every connection and resets it at the first frame. */
export const startResettingServer = (): Promise<PeerServer> => startAcceptingServer((socket) => socket.resetAndDestroy());

const firstByteOfClose = 0x88;

/** Opens every connection, answers with the beginning of a frame, and resets the connection when the client gives up. */
export const startBreakingServer = (): Promise<PeerServer> =>
  startAcceptingServer((socket, bytes) => {
    // Not at once: what is unread when a reset arrives may be lost, or may hide the reset.
    if (bytes[0] === firstByteOfClose) socket.resetAndDestroy();
    else socket.write(encodeFrame(text("only a part of this arrives")).subarray(0, 5));
  });

const floods = {
  /** One frame after the other, each a whole message. */
  messages: joined(...Array.from({ length: 64 }, () => encodeFrame(frame("binary", repeat(0x2a, 1000))))),
  pings: joined(...Array.from({ length: 4096 }, () => encodeFrame(ping()))),
  /** Payload of one frame that has no end. */
  payload: repeat(0x2a, 64 * 1024),
} as const;

/** Opens every connection and sends as much as it can, without reading. */
export const startFloodingServer = (flood: keyof typeof floods): Promise<PeerServer> =>
  startAcceptingServer(ignore, (socket) => {
    if (flood === "payload") socket.write(Uint8Array.of(0x82, 127, 0, 1, 0, 0, 0, 0, 0, 0));
    const pour = (): void => {
      if (!socket.destroyed) socket.write(floods[flood], () => setImmediate(pour));
    };
    pour();
  });

/** Stands in front of a server and hands on what it says one byte at a time. */
export const startBytewiseServer = (url: string): Promise<PeerServer> =>
  startRawServer((socket) => {
    const { port, hostname } = new URL(url);
    const upstream = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.pipe(upstream);
    upstream.on("error", () => socket.destroy());
    dripInto(socket, upstream);
  });

async function dripInto(socket: Socket, source: Socket): Promise<void> {
  try {
    for await (const bytes of source as AsyncIterable<Uint8Array>) {
      for (const byte of bytes) {
        socket.write(Uint8Array.of(byte));
        await nextTurn();
      }
    }
    socket.end();
  } catch {
    socket.destroy();
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
