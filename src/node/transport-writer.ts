import type { Transport } from "../core/transport.ts";

/** Writes up to this many bytes are copied into one; longer ones are handed to the transport as they are. */
const coalesceBytesMax = 64 * 1024;

const nothing = new Uint8Array(0);

/** What one endpoint writes, to one transport. Small writes are gathered, and a transport that asks to wait is told of. */
export class TransportWriter {
  readonly #transport: Transport;
  readonly #onFree: () => void;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #isFull = false;
  #waiting = 0;
  #isOver = false;

  /** `onFree` is called when there is nothing left to wait for. */
  constructor(transport: Transport, onFree: () => void) {
    this.#transport = transport;
    this.#onFree = onFree;
  }

  /** Whether the transport has asked to wait. */
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
    if (!this.#isOver && !this.#transport.write(bytes)) this.#isFull = true;
  }

  /** Calls back when everything written so far has left for the transport, at once if it has, or cannot any more. */
  afterWritten(call: () => void): void {
    this.flush();
    if (this.#isOver) return call();
    this.#waiting++;
    this.#transport.write(nothing, () => {
      this.#waiting--;
      call();
      this.#tellIfFree();
    });
  }

  /** The transport takes more. */
  drained(): void {
    this.#isFull = false;
    this.#tellIfFree();
  }

  /** Sends a FIN after everything written. */
  end(): void {
    this.flush();
    this.#isOver = true;
    this.#transport.end();
  }

  /** The transport is gone: there is nothing to wait for. */
  release(): void {
    this.#isOver = true;
    this.#isFull = false;
    this.#waiting = 0;
  }

  #tellIfFree(): void {
    if (!this.isOwed) this.#onFree();
  }
}
