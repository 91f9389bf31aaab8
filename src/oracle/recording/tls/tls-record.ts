import { GrowingBytes } from "../../../core/bytes/growing-bytes.ts";

/** One record of TLS, as it was sent. */
export interface TlsRecord {
  readonly type: number;
  readonly header: Uint8Array;
  readonly content: Uint8Array;
  /** Position behind it in the stream. */
  readonly end: number;
}

const headerBytes = 5;

/** Cuts a stream into the records of TLS, whatever pieces it comes in. */
export class RecordSplitter {
  readonly #open = new GrowingBytes();
  #position = 0;

  *push(bytes: Uint8Array): Generator<TlsRecord> {
    this.#open.append(bytes, 0);
    const all = this.#open.take();
    let at = 0;
    while (at + headerBytes <= all.length) {
      const length = ((all[at + 3] ?? 0) << 8) | (all[at + 4] ?? 0);
      const end = at + headerBytes + length;
      if (end > all.length) break;
      this.#position += headerBytes + length;
      yield {
        type: all[at] ?? 0,
        header: all.subarray(at, at + headerBytes),
        content: all.subarray(at + headerBytes, end),
        end: this.#position,
      };
      at = end;
    }
    this.#open.append(all.subarray(at), 0);
  }
}
