import type { Clock } from "../../../core/clock.ts";

/** Bytes that need not exist before they are sent; a `Uint8Array` is one. */
export interface ByteSource {
  readonly length: number;
  readonly subarray: (start: number, end: number) => Uint8Array;
}

/** Writes bytes; `onLeft` is called when the system has taken them. */
export type WritePiece = (bytes: Uint8Array, sync: boolean, onLeft?: () => void) => void;

/** Bytes that wait, and how far they have been written. */
interface Parcel {
  readonly source: ByteSource;
  readonly pieceBytes: number;
  readonly sync: boolean;
  written: number;
}

/** What is written in a turn of its own may be that long; what is not cut by whoever sends it is cut into the first. */
const streamedPieceBytes = 64 * 1024;
const pieceBytesMax = 1024 * 1024;

/** So much, in pieces or in bytes, may be under way to a peer that does not read; what comes behind it waits here. */
const underwayPiecesMax = 1024;
const underwayBytesMax = 1024 * 1024;

/**
 * Writes now, or, where pieces have to reach the wire apart, one piece per turn of the event loop, always in order. Pieces
 * are cut when their turn has come, and it does not come before the peer has taken most of those before.
 */
export class SendQueue {
  readonly #clock: Clock;
  readonly #write: WritePiece;
  readonly #parcels: Parcel[] = [];
  readonly #underway = { pieces: 0, bytes: 0 };
  #isDraining = false;
  #isStalled = false;
  #byteOffset = 0;
  #waitingBytes = 0;

  constructor(clock: Clock, write: WritePiece) {
    this.#clock = clock;
    this.#write = write;
  }

  /** Position that the next bytes have among all that were handed over. */
  get byteOffset(): number {
    return this.#byteOffset;
  }

  /** What was handed over and not written yet. */
  get waiting(): { readonly parcels: number; readonly bytes: number } {
    return { parcels: this.#parcels.length, bytes: this.#waitingBytes };
  }

  /** Bytes that may share a segment with their neighbours, unless pieces are waiting. */
  send(bytes: Uint8Array): void {
    if (this.#parcels.length > 0) return this.#keep({ source: bytes, pieceBytes: Math.max(bytes.length, 1), sync: false });
    this.#byteOffset += bytes.length;
    this.#write(bytes, false);
  }

  /** Bytes that are to reach the wire on their own, cut into pieces if a size is given. */
  sendApart(bytes: Uint8Array, chopSize: number | undefined): void {
    this.#keep({ source: bytes, pieceBytes: chopSize ?? Math.max(bytes.length, 1), sync: true });
    if (!this.#isDraining) this.#drain();
  }

  /** Bytes that are made as the peer takes them, in pieces of a size if one is given. */
  stream(source: ByteSource, chopSize: number | undefined): void {
    const pieceBytes = Math.min(chopSize ?? streamedPieceBytes, pieceBytesMax);
    this.#keep({ source, pieceBytes, sync: chopSize !== undefined });
    if (!this.#isDraining) this.#drain();
  }

  /** What is still waiting is never sent. */
  clear(): void {
    this.#parcels.length = 0;
    this.#waitingBytes = 0;
  }

  #keep(parcel: Omit<Parcel, "written">): void {
    this.#byteOffset += parcel.source.length;
    this.#waitingBytes += parcel.source.length;
    this.#parcels.push({ ...parcel, written: 0 });
  }

  #drain(): void {
    const [parcel] = this.#parcels;
    this.#isDraining = parcel !== undefined;
    if (parcel === undefined) return;
    this.#writePiece(parcel);
    this.#isStalled = this.#underway.pieces >= underwayPiecesMax || this.#underway.bytes >= underwayBytesMax;
    if (!this.#isStalled) this.#clock.soon(() => this.#drain());
  }

  #writePiece(parcel: Parcel): void {
    const { source, pieceBytes, sync, written } = parcel;
    const bytes = source.subarray(written, Math.min(written + pieceBytes, source.length));
    parcel.written += bytes.length;
    this.#waitingBytes -= bytes.length;
    if (parcel.written >= source.length) this.#parcels.shift();
    this.#underway.pieces++;
    this.#underway.bytes += bytes.length;
    this.#write(bytes, sync, () => this.#leave(bytes.length));
  }

  #leave(bytes: number): void {
    this.#underway.pieces--;
    this.#underway.bytes -= bytes;
    if (!this.#isStalled) return;
    this.#isStalled = false;
    this.#clock.soon(() => this.#drain());
  }
}
