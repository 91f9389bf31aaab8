import type { Socket } from "node:net";
import { fin, type Transport, type TransportEnd, type TransportListener } from "../core/transport.ts";
import { wordsOfFault } from "./fault-words.ts";
import { outliveFailedWrites } from "./outlive-failed-writes.ts";

/** How a socket is used. */
export interface SocketTransportOptions {
  /** Sends what one turn writes in one piece. */
  readonly gathersTurns?: boolean;
  /** How long a peer may take to answer our FIN before the socket is taken from it. Without it the owner decides. */
  readonly lingerMs?: number;
  /** How long a peer may take nothing of what waits for it before the socket is taken from it. */
  readonly writeTimeoutMs?: number;
}

/** A socket, TCP or TLS, as a transport. It has to be connected, and half-open capable. */
export class SocketTransport implements Transport {
  readonly #socket: Socket;
  readonly #options: SocketTransportOptions;
  readonly #writeFailure: () => Error | undefined;
  #listener: TransportListener | undefined;
  #isLost = false;
  #isDestroyed = false;

  constructor(socket: Socket, options: SocketTransportOptions = {}) {
    this.#socket = socket;
    this.#options = options;
    this.#writeFailure = outliveFailedWrites(socket);
    socket.setNoDelay(true);
    if (options.writeTimeoutMs !== undefined) this.#giveUpAfter(options.writeTimeoutMs);
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
    const socket = this.#socket;
    socket.on("data", listener.onBytes);
    if (listener.onDrain !== undefined) socket.on("drain", listener.onDrain);
    socket.on("end", () => {
      const failure = this.#writeFailure();
      if (failure === undefined) listener.onEnd(fin);
      else this.#lose(lossBy(failure));
    });
    socket.on("error", (error) => this.#lose(lossBy(error)));
    socket.on("close", () => {
      if (this.#isDestroyed || !socket.writableFinished) this.#lose(givenUp);
    });
  }

  write(bytes: Uint8Array, onLeft?: () => void): boolean {
    const socket = this.#socket;
    if (socket.destroyed || socket.writableEnded) return true;
    if (onLeft === undefined) {
      this.#gather();
      return socket.write(bytes);
    }
    if (bytes.length === 0 && socket.writableLength === 0) {
      onLeft();
      return true;
    }
    this.#gather();
    return socket.write(bytes, (error) => (error ? undefined : onLeft()));
  }

  end(): void {
    const socket = this.#socket;
    if (socket.destroyed) return;
    socket.end();
    const { lingerMs } = this.#options;
    if (lingerMs === undefined) return;
    socket.resume();
    const timer = setTimeout(() => socket.destroy(new Error(`the peer did not end its side within ${lingerMs} ms`)), lingerMs);
    socket.once("close", () => clearTimeout(timer));
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#socket.uncork();
    this.#socket.destroy();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Node counts a write that goes on as a sign of life; while one does not, nothing should be read that could pass for one. */
  #giveUpAfter(ms: number): void {
    const socket = this.#socket;
    socket.setTimeout(ms);
    socket.on("timeout", () => {
      if (socket.writableLength > 0) socket.destroy(new Error(`the peer took nothing of what was written for ${ms} ms`));
    });
  }

  /**
   * A peer that fails at the first frame may be gone before a second write, and a write that fails takes with it what the
   * peer has said and nobody has read yet.
   */
  #gather(): void {
    const socket = this.#socket;
    if (this.#options.gathersTurns !== true || socket.writableCorked > 0) return;
    socket.cork();
    process.nextTick(() => socket.uncork());
  }

  /** Of what follows from a loss, only the reason is told. */
  #lose(end: TransportEnd): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#listener?.onEnd(end);
  }
}

const givenUp: TransportEnd = { how: "fault", why: "this side gave the connection up" };

/** What the system calls it when the other side no longer knows a connection. */
const resets: ReadonlySet<string | undefined> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);

const lossBy = (error: NodeJS.ErrnoException): TransportEnd => ({
  how: resets.has(error.code) ? "reset" : "fault",
  why: wordsOfFault(error),
});
