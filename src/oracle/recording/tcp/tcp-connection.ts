import type { Role } from "../../../../spec/role.ts";
import type { Segment } from "../capture/segment.ts";
import type { Observation } from "../recording.ts";
import { TcpStream } from "./tcp-stream.ts";

/** A part of a TCP connection in order: who sent it, when, and what the sender had received. Positions count from the first byte of each direction. */
export type TcpObservation = Extract<Observation, { kind: "bytes" | "gap" | "end" }>;

/** Both directions of one TCP connection. */
export class TcpConnection {
  readonly client: string;
  readonly server: string;
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
    const from: Role = segment.from === this.client ? "client" : "server";
    const other = this.#stream[from === "client" ? "server" : "client"];
    const moment = { from, ...this.#moment(time) };
    const hadReceived = segment.acknowledgement === undefined ? undefined : other.positionOf(segment.acknowledgement);
    if (segment.acknowledgement !== undefined && !segment.rst)
      yield* this.#acknowledge(from === "client" ? "server" : "client", segment.acknowledgement, time);
    const received = hadReceived === undefined || hadReceived < 0 ? {} : { hadReceived };
    for (const part of this.#stream[from].push(segment)) {
      if (part.kind === "fin") yield { ...moment, ...received, kind: "end", how: "fin" };
      else yield { ...moment, ...received, ...part };
    }
    if (!segment.rst || this.isOver) return;
    this.#isReset = true;
    if (!this.#stream[from].isEnded) yield { ...moment, kind: "end", how: "reset" };
  }

  /** What is left when the capture is at its end. */
  *end(): Generator<TcpObservation> {
    for (const from of ["client", "server"] as const) {
      for (const part of this.#stream[from].end()) yield part.kind === "fin" ? { from, kind: "end", how: "fin" } : { from, ...part };
    }
  }

  *#acknowledge(from: Role, acknowledgement: number, time: number | undefined): Generator<TcpObservation> {
    for (const part of this.#stream[from].acknowledged(acknowledgement)) {
      const moment = { from, ...this.#moment(time) };
      yield part.kind === "fin" ? { ...moment, kind: "end", how: "fin" } : { ...moment, ...part };
    }
  }

  #moment(time: number | undefined): { time?: number } {
    return time === undefined ? {} : { time: time - (this.#begun ?? time) };
  }
}

const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(":") + 1));
