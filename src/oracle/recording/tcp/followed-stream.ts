import type { RecordedOrder, RecordingEvent } from "../recording.ts";
import type { TcpObservation } from "./tcp-connection.ts";
import { type Found, WebSocketFinder } from "./web-socket-finder.ts";

/** A byte stream in two directions that may turn out to be a WebSocket connection: then it is told, from where it begins. */
export class FollowedStream {
  readonly #finder: WebSocketFinder;
  readonly #newId: () => number;
  #id: number | undefined;
  #isForeign = false;

  /** The id is asked for once the connection is known to be one. */
  constructor(name: string, order: RecordedOrder, newId: () => number) {
    this.#finder = new WebSocketFinder(name, order);
    this.#newId = newId;
  }

  /** The id of the connection; undefined where it is none, or not known to be one. */
  get id(): number | undefined {
    return this.#id;
  }

  /** Whether it is of no concern. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  *see(seen: TcpObservation): Generator<RecordingEvent> {
    if (this.#isForeign) return;
    if (this.#id !== undefined) return yield { kind: "seen", id: this.#id, observation: this.#finder.moved(seen) };
    const found = this.#finder.push(seen);
    if (found !== undefined) yield* this.#decide(found);
  }

  /** Nothing more comes. */
  *end(): Generator<RecordingEvent> {
    if (this.#id === undefined && !this.#isForeign) yield* this.#decide(this.#finder.end());
    yield* this.leave();
  }

  /** What comes from now on cannot be read. */
  *leave(): Generator<RecordingEvent> {
    if (this.#id !== undefined) yield { kind: "over", id: this.#id };
    this.#id = undefined;
    this.#isForeign = true;
  }

  *#decide(found: Found): Generator<RecordingEvent> {
    if (found.kind === "foreign") {
      this.#isForeign = true;
      return;
    }
    this.#id = this.#newId();
    yield { kind: "connection", id: this.#id, facts: found.facts };
    for (const observation of found.observations) yield { kind: "seen", id: this.#id, observation };
  }
}
