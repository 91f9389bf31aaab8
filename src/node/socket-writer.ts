import type { Socket } from "node:net";

/** Writes up to this many bytes are copied into one; longer ones are handed to the socket as they are. */
const coalesceBytesMax = 64 * 1024;

const nothing = new Uint8Array(0);

/**
 * What one endpoint writes, to one socket. Small writes are gathered, a socket that asks to wait is told of, and one that
 * takes nothing of what it has for too long is given up.
 */
export class SocketWriter {
  readonly #socket: Socket;
  readonly #onFree: () => void;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #isFull = false;
  #waiting = 0;

  /** `onFree` is called when there is nothing left to wait for. */
  constructor(socket: Socket, timeoutMs: number, onFree: () => void) {
    this.#socket = socket;
    this.#onFree = onFree;
    socket.on("drain", () => {
      this.#isFull = false;
      this.#tellIfFree();
    });
    // Node counts a write that goes on as a sign of life; while one does not, nothing is read that could pass for one.
    socket.setTimeout(timeoutMs);
    socket.on("timeout", () => {
      if (socket.writableLength > 0) socket.destroy();
    });
  }

  /** Whether the socket has asked to wait. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Whether the peer should not be read: it owes us to read first. */
  get isOwed(): boolean {
    return this.#isFull || this.#waiting > 0;
  }

  write(bytes: Uint8Array): void {
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
    if (this.#gatheredBytes > coalesceBytesMax) this.flush();
  }

  /** All that one read or one command has to say goes out in one write. */
  flush(): void {
    const [first, ...rest] = this.#gathered;
    if (first === undefined) return;
    const bytes = rest.length === 0 ? first : Buffer.concat(this.#gathered, this.#gatheredBytes);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    if (this.#isWritable && !this.#socket.write(bytes)) this.#isFull = true;
  }

  /** Calls back when everything written so far has left for the transport, at once if it has; never if it cannot any more. */
  afterWritten(call: () => void): void {
    this.flush();
    if (!this.#isWritable || this.#socket.writableLength === 0) return call();
    this.#waiting++;
    this.#socket.write(nothing, (error) => {
      this.#waiting--;
      if (error === undefined || error === null) call();
      this.#tellIfFree();
    });
  }

  /** Sends a FIN after everything written. */
  end(): void {
    this.flush();
    this.#socket.end();
  }

  /** The transport is gone: there is nothing to wait for. */
  release(): void {
    this.#isFull = false;
    this.#waiting = 0;
  }

  get #isWritable(): boolean {
    return !this.#socket.destroyed && !this.#socket.writableEnded;
  }

  #tellIfFree(): void {
    if (!this.isOwed) this.#onFree();
  }
}
