import { fin, type Transport, type TransportEnd, type TransportListener } from "../../core/transport.ts";

/** A transport without a network: a test reads what was written and plays the other end. */
export class MemoryTransport implements Transport {
  /** What was written, one entry per write. */
  readonly written: Uint8Array[] = [];
  /** How this side ended the transport. */
  ended: "end" | "destroy" | undefined;
  /** Whether writes leave at once. */
  isTaking = true;
  readonly #held: (() => void)[] = [];
  #listener: TransportListener | undefined;

  readonly listen = (listener: TransportListener): void => {
    this.#listener = listener;
  };

  readonly write = (bytes: Uint8Array, onLeft?: () => void): boolean => {
    if (this.ended !== undefined) throw new Error("written after the end");
    this.written.push(bytes.slice());
    if (this.isTaking) onLeft?.();
    else if (onLeft !== undefined) this.#held.push(onLeft);
    return this.isTaking;
  };

  /** What was held back leaves, write by write, at most so many. */
  letGo(writes = this.#held.length): void {
    for (const onLeft of this.#held.splice(0, writes)) onLeft();
  }

  readonly end = (): void => {
    this.ended ??= "end";
  };

  readonly destroy = (): void => {
    this.ended ??= "destroy";
  };

  /** What is delivered arrives at once, whoever asks to wait: the fuzzer reads all there is. */
  readonly pause = (): void => undefined;
  readonly resume = (): void => undefined;

  /** The other end sends bytes; they arrive at once. */
  deliver(bytes: Uint8Array): void {
    this.#listener?.onBytes(bytes.slice());
  }

  /** The other end is gone. */
  finish(end: TransportEnd = fin): void {
    this.#listener?.onEnd(end);
  }
}

/** The other end is gone without a word. */
export const reset: TransportEnd = { how: "reset", why: "read ECONNRESET" };
