import type { Socket } from "node:net";

/**
 * A peer that says why it closes and then resets the transport is heard all the same: Node gives a socket up when a write
 * fails, with what has arrived still unread. Here it is given up when a turn of the event loop has brought nothing more.
 * Returns what tells why a write has failed, once one has.
 */
export function outliveFailedWrites(socket: ReadableInside): () => Error | undefined {
  const destroy = socket.destroy.bind(socket);
  let failed: Error | undefined;
  socket.destroy = (error) => {
    if (error === undefined || failed !== undefined || !isOfWriting(error)) return destroy(error);
    failed = error;
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
  return () => failed;
}

type ReadableInside = Socket & { readonly _readableState?: { errored: Error | null } };

const isOfWriting = ({ syscall }: NodeJS.ErrnoException): boolean => syscall === "write" || syscall === "writev";
