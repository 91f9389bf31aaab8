import type { Segment } from "../capture/segment.ts";

/** What comes out of a stream, in order. */
export type StreamPart =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "gap"; readonly length: number }
  | { readonly kind: "fin" };

/** As many bytes wait for those before them; then these are taken to be lost. */
const waitingBytesMax = 16 * 1024 * 1024;

/** How far one sequence number is behind another, where the numbers go round at 2^32. */
const distance = (to: number, from: number): number => (to - from) | 0;

interface Piece {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly missing: number;
}

/** One direction of a TCP connection: segments in any order, more than once, overlapping or lost; out of it come its bytes in order. */
export class TcpStream {
  /** The sequence number of the next byte; unknown before the first segment. */
  #next: number | undefined;
  #position = 0;
  readonly #waiting: Piece[] = [];
  #waitingBytes = 0;
  #finAt: number | undefined;
  #isEnded = false;

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** How many bytes of the stream come before a sequence number; undefined where the stream has not begun. */
  positionOf(sequence: number): number | undefined {
    return this.#next === undefined ? undefined : this.#position + distance(sequence, this.#next);
  }

  *push({ syn, fin, sequence, payload, missing }: Segment): Generator<StreamPart> {
    if (syn) {
      this.#next ??= (sequence + 1) >>> 0;
      return;
    }
    this.#next ??= sequence;
    const length = payload.length + missing;
    if (length > 0) this.#keep({ sequence, bytes: payload, missing });
    if (fin) this.#finAt ??= (sequence + length) >>> 0;
    yield* this.#deliver();
    if (this.#waitingBytes > waitingBytesMax) yield* this.#skipTo(this.#waiting[0]?.sequence);
  }

  /** Whether the other side has received what is not here. */
  lacks(acknowledgement: number): boolean {
    return this.#next !== undefined && distance(acknowledgement, this.#next) > 0;
  }

  /** The other side has received everything before this: what is still missing is missing in the capture only. */
  *acknowledged(sequence: number): Generator<StreamPart> {
    if (this.#next === undefined || distance(sequence, this.#next) <= 0) return;
    const isFin = this.#finAt !== undefined && distance(sequence, this.#finAt) > 0;
    const first = this.#waiting[0]?.sequence;
    const upTo = isFin ? (this.#finAt ?? sequence) : sequence;
    yield* this.#skipTo(first !== undefined && distance(first, upTo) < 0 ? first : upTo);
    if (distance(upTo, this.#next) > 0) yield* this.acknowledged(sequence);
  }

  /** The capture is at its end. */
  *end(): Generator<StreamPart> {
    while (this.#waiting.length > 0) yield* this.#skipTo(this.#waiting[0]?.sequence);
  }

  #keep(piece: Piece): void {
    const next = this.#next ?? piece.sequence;
    if (distance((piece.sequence + piece.bytes.length + piece.missing) >>> 0, next) <= 0) return;
    const at = this.#waiting.findIndex(({ sequence }) => distance(sequence, piece.sequence) > 0);
    if (at < 0) this.#waiting.push(piece);
    else this.#waiting.splice(at, 0, piece);
    this.#waitingBytes += piece.bytes.length;
  }

  *#deliver(): Generator<StreamPart> {
    for (let piece = this.#waiting[0]; piece !== undefined; piece = this.#waiting[0]) {
      const known = distance(this.#next ?? 0, piece.sequence);
      if (known < 0) break;
      this.#waiting.shift();
      this.#waitingBytes -= piece.bytes.length;
      const bytes = piece.bytes.subarray(Math.min(known, piece.bytes.length));
      if (bytes.length > 0) yield this.#advance({ kind: "bytes", bytes }, bytes.length);
      const missing = piece.missing - Math.max(0, known - piece.bytes.length);
      if (missing > 0 && known < piece.bytes.length + piece.missing) yield this.#advance({ kind: "gap", length: missing }, missing);
    }
    if (this.#finAt === undefined || this.#isEnded || distance(this.#finAt, this.#next ?? 0) > 0) return;
    this.#isEnded = true;
    yield { kind: "fin" };
  }

  *#skipTo(sequence: number | undefined): Generator<StreamPart> {
    if (sequence === undefined || this.#next === undefined) return;
    const length = distance(sequence, this.#next);
    if (length > 0) yield this.#advance({ kind: "gap", length }, length);
    yield* this.#deliver();
  }

  #advance(part: StreamPart, length: number): StreamPart {
    this.#next = ((this.#next ?? 0) + length) >>> 0;
    this.#position += length;
    return part;
  }
}
