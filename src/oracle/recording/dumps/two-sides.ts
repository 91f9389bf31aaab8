import type { Role } from "../../../../spec/role.ts";
import { latin1FromBytes } from "../../../core/bytes/text.ts";
import type { RecordedOrder, RecordingEvent } from "../recording.ts";
import type { SeenContent } from "../seen.ts";

/** One of two directions, as a dump tells them apart. */
export type Side = 0 | 1;

/** What a dump says about a connection before its bytes say who is who. */
export interface DumpFacts {
  readonly id: number;
  readonly name: string;
  /** The order of the recording, given the role of side 0. */
  readonly orderFor: (first: Role) => RecordedOrder;
  /** Which side is the client where the first bytes are no head of HTTP, or why nothing can be said then. */
  readonly withoutHead: (side: Side, beginning: Uint8Array) => Side | string;
}

type Waiting = readonly [side: Side, what: SeenContent, time: number | undefined];

/** So many bytes of a side tell a request from an answer, and both from frames. */
const tellingBytes = 4;
const waitingMax = 256;

const roleOf = (side: Side, client: Side): Role => (side === client ? "client" : "server");

/** Two directions of which the first bytes say who is the client: who sends the request of HTTP. */
export class TwoSides {
  readonly #facts: DumpFacts;
  readonly #waiting: Waiting[] = [];
  readonly #beginning: [Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0)];
  #client: Side | undefined;
  #isRefused = false;

  constructor(facts: DumpFacts) {
    this.#facts = facts;
  }

  /** What was seen of a side, in order. */
  *see(side: Side, what: SeenContent, time?: number): Generator<RecordingEvent> {
    if (this.#isRefused) return;
    if (this.#client !== undefined) return yield this.#seen(side, what, time, this.#client);
    this.#waiting.push([side, what, time]);
    if (what.kind === "bytes") this.#beginning[side] = joined(this.#beginning[side], what.bytes);
    if (this.#beginning[side].length >= tellingBytes || this.#waiting.length >= waitingMax) yield* this.#decide(side);
  }

  /** Nothing more will be seen. */
  *end(): Generator<RecordingEvent> {
    if (this.#client === undefined && !this.#isRefused && this.#waiting.length > 0) {
      yield* this.#decide(this.#beginning[0].length > 0 ? 0 : 1);
    }
    if (this.#client !== undefined) yield { kind: "over", id: this.#facts.id };
  }

  *#decide(side: Side): Generator<RecordingEvent> {
    const { id, name, orderFor, withoutHead } = this.#facts;
    const beginning = this.#beginning[side];
    const isHead = /^[A-Z]{1,4}(?: |$)|^[A-Z]{4}/.test(latin1FromBytes(beginning));
    const isAnswer = isHead && latin1FromBytes(beginning).startsWith("HTTP");
    const client = isHead ? (isAnswer ? otherSide(side) : side) : withoutHead(side, beginning);
    if (typeof client === "string") {
      this.#isRefused = true;
      this.#waiting.length = 0;
      return yield { kind: "unreadable", detail: client };
    }
    this.#client = client;
    const order = orderFor(roleOf(0, client));
    yield {
      kind: "connection",
      id,
      facts: { name, detail: "bytes", order, begins: isHead ? "opening" : "frames", form: "http/1.1" },
    };
    for (const [of, what, time] of this.#waiting.splice(0)) yield this.#seen(of, what, time, client);
  }

  #seen(side: Side, what: SeenContent, time: number | undefined, client: Side): RecordingEvent {
    const from = roleOf(side, client);
    return { kind: "seen", id: this.#facts.id, observation: { from, ...(time !== undefined && { time }), ...what } };
  }
}

export const otherSide = (side: Side): Side => (side === 0 ? 1 : 0);

/** At most so many bytes as tell who it is. */
function joined(before: Uint8Array, bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(Math.min(tellingBytes, before.length + bytes.length));
  all.set(before);
  all.set(bytes.subarray(0, all.length - before.length), before.length);
  return all;
}
