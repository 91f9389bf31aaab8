import type { Role } from "../../../../spec/role.ts";
import { portOf, type Segment, type Socket } from "../capture/segment.ts";
import type { Observation } from "../recording.ts";
import { type StreamPart, TcpStream } from "./tcp-stream.ts";

/** A part of a TCP connection in order: who sent it, when, and what the sender had received. Positions count from the first byte of each direction. */
export type TcpObservation = Extract<Observation, { kind: "bytes" | "gap" | "end" }>;

/** Both directions of one TCP connection. */
export class TcpConnection {
  readonly client: Socket;
  readonly server: Socket;
  readonly #stream: Readonly<Record<Role, TcpStream>> = { client: new TcpStream(), server: new TcpStream() };
  readonly #begun: number | undefined;
  readonly #firstSequence: number;
  #isReset = false;

  /** The first segment says who is who, where it opens the connection; otherwise the higher port is taken for the client's. */
  constructor(first: Segment, time: number | undefined) {
    const isClient = first.syn ? first.acknowledgement === undefined : portOf(first.from) >= portOf(first.to);
    this.client = isClient ? first.from : first.to;
    this.server = isClient ? first.to : first.from;
    this.#begun = time;
    this.#firstSequence = first.sequence;
  }

  get isOver(): boolean {
    return this.#isReset || (this.#stream.client.isEnded && this.#stream.server.isEnded);
  }

  /** Whether a segment opens another connection between the same ports. */
  isReplacedBy({ syn, acknowledgement, sequence }: Segment): boolean {
    return syn && acknowledgement === undefined && sequence !== this.#firstSequence;
  }

  /** What a segment adds, in order. */
  *push(segment: Segment, time: number | undefined): Generator<TcpObservation> {
    const { acknowledgement, rst } = segment;
    const from: Role = segment.from === this.client ? "client" : "server";
    const to: Role = from === "client" ? "server" : "client";
    const hadReceived = acknowledgement === undefined ? undefined : this.#stream[to].positionOf(acknowledgement);
    if (acknowledgement !== undefined && !rst && this.#stream[to].lacks(acknowledgement)) {
      for (const part of this.#stream[to].acknowledged(acknowledgement)) yield this.#observed(part, to, time);
    }
    for (const part of this.#stream[from].push(segment)) yield this.#observed(part, from, time, hadReceived);
    if (!rst || this.isOver) return;
    this.#isReset = true;
    if (!this.#stream[from].isEnded) yield this.#observed({ kind: "reset" }, from, time);
  }

  /** What is left when the capture is at its end. */
  *end(): Generator<TcpObservation> {
    for (const from of ["client", "server"] as const) {
      for (const part of this.#stream[from].end()) yield this.#observed(part, from, undefined);
    }
  }

  #observed(part: StreamPart | { readonly kind: "reset" }, from: Role, time: number | undefined, hadReceived?: number): TcpObservation {
    const seen: Writable<TcpObservation> =
      part.kind === "fin" || part.kind === "reset" ? { from, kind: "end", how: part.kind } : { from, ...part };
    if (time !== undefined) seen.time = time - (this.#begun ?? time);
    if (hadReceived !== undefined && hadReceived >= 0) seen.hadReceived = hadReceived;
    return seen;
  }
}

type Writable<T> = T extends unknown ? { -readonly [K in keyof T]: T[K] } : never;
