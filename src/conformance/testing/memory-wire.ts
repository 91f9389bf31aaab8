import type { Wire, WireEnd, WireListener } from "../../node/tcp-wire.ts";

/** A wire without a network: a test reads what was written and plays the other end. */
export class MemoryWire implements Wire {
  /** What was written, one entry per write. */
  readonly written: Uint8Array[] = [];
  /** How this side ended the transport. */
  ended: "end" | "drop" | undefined;
  /** Whether writes leave at once. */
  isTaking = true;
  readonly #held: (() => void)[] = [];
  #listener: WireListener | undefined;

  readonly listen = (listener: WireListener): void => {
    this.#listener = listener;
  };

  readonly write = (bytes: Uint8Array, onLeft?: () => void): void => {
    if (this.ended !== undefined) throw new Error("written after the end");
    this.written.push(bytes.slice());
    if (this.isTaking) onLeft?.();
    else if (onLeft !== undefined) this.#held.push(onLeft);
  };

  /** What was held back leaves, write by write, at most so many. */
  letGo(writes = this.#held.length): void {
    for (const onLeft of this.#held.splice(0, writes)) onLeft();
  }

  readonly end = (): void => {
    this.ended ??= "end";
  };

  readonly drop = (): void => {
    this.ended ??= "drop";
  };

  /** The other end sends bytes; they arrive at once. */
  deliver(bytes: Uint8Array): void {
    this.#listener?.onBytes(bytes.slice());
  }

  /** The other end is gone. */
  finish(how: WireEnd = "fin"): void {
    this.#listener?.onEnd(how);
  }
}
