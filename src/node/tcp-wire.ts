import type { Socket } from "node:net";
import { type Address, type Listening, type ListeningOptions, listenTcp, type OpeningOptions, openTransport } from "./tcp.ts";

/** How the other side ended a transport: with a FIN, or with a reset. */
export type WireEnd = "fin" | "reset";

/** Gets what a wire carries. */
export interface WireListener {
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Called once; nothing is read after it. */
  readonly onEnd: (how: WireEnd) => void;
}

/** A byte stream in both directions, without any protocol. */
export interface Wire {
  readonly listen: (listener: WireListener) => void;
  /** Sends bytes; `onLeft` is called when the system has taken them, and never where it does not. */
  readonly write: (bytes: Uint8Array, onLeft?: () => void) => void;
  /** Sends a FIN after everything written, and lets the peer finish. */
  readonly end: () => void;
  /** Gives the transport up at once; what is unsent is lost. */
  readonly drop: () => void;
}

/** How long a peer may take to answer our FIN before the socket is taken from it. */
const lingerMs = 1000;

function wireOf(socket: Socket): Wire {
  const hasFailedToWrite = outliveFailedWrites(socket);
  return {
    listen: ({ onBytes, onEnd }) => {
      let hasEnded = false;
      const end = (how: WireEnd) => {
        if (hasEnded) return;
        hasEnded = true;
        onEnd(how);
      };
      socket.on("data", onBytes);
      socket.on("end", () => end(hasFailedToWrite() ? "reset" : "fin"));
      socket.on("error", () => end("reset"));
      socket.on("close", () => end("reset"));
    },
    write: (bytes, onLeft) => {
      if (socket.destroyed || socket.writableEnded) return;
      gather(socket);
      socket.write(bytes, (error) => (error ? undefined : onLeft?.()));
    },
    end: () => {
      if (socket.destroyed) return;
      socket.end();
      socket.resume();
      const timer = setTimeout(() => socket.destroy(), lingerMs);
      socket.once("close", () => clearTimeout(timer));
    },
    drop: () => {
      socket.uncork();
      socket.destroy();
    },
  };
}

/**
 * A peer that says why it closes and then resets the transport is heard all the same: Node gives a socket up when a write
 * fails, with what has arrived still unread. Here it is given up when a turn of the event loop has brought nothing more.
 * Returns whether a write has failed.
 */
function outliveFailedWrites(socket: ReadableInside): () => boolean {
  const destroy = socket.destroy.bind(socket);
  let isFailing = false;
  socket.destroy = (error) => {
    if (error === undefined || isFailing || !isOfWriting(error)) return destroy(error);
    isFailing = true;
    // With an error of either side in it, Node throws away what is read.
    if (socket._readableState !== undefined) socket._readableState.errored = null;
    const giveUpWhenRead = (bytesRead: number): void => {
      if (socket.bytesRead > bytesRead) setImmediate(giveUpWhenRead, socket.bytesRead);
      else destroy(error);
    };
    // The rest of this turn may still stand before the next look at the socket.
    setImmediate(() => setImmediate(giveUpWhenRead, socket.bytesRead));
    return socket;
  };
  return () => isFailing;
}

type ReadableInside = Socket & { readonly _readableState?: { errored: Error | null } };

const isOfWriting = ({ syscall }: NodeJS.ErrnoException): boolean => syscall === "write" || syscall === "writev";

/**
 * Writes of one turn leave together. A peer that fails at the first frame may be gone before a second write, and a write
 * that fails takes with it what the peer has said and nobody has read yet.
 */
function gather(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  process.nextTick(() => socket.uncork());
}

/** Opens a wire; rejects with a readable reason when nobody answers. */
export const dial = async (address: Address, options: Omit<OpeningOptions, "verifyCertificate">): Promise<Wire> =>
  wireOf(await openTransport(address, { ...options, verifyCertificate: false }));

/** Takes wires on a port. */
export const answer = (options: ListeningOptions, onWire: (wire: Wire) => void): Promise<Listening> =>
  listenTcp(options, (socket) => onWire(wireOf(socket)));
