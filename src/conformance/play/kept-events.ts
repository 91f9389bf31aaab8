import type { CaseEvent } from "../case/case.ts";

/** How much more than expected is kept: one event would do for the verdict, and a flood would fill the memory. */
const surplusEventsMax = 16;
const surplusBytesMax = 64 * 1024;

/** The events of a case, as many of them as a verdict and its explanation need. */
export class KeptEvents {
  readonly events: CaseEvent[] = [];
  readonly #eventsMax: number;
  #bytesLeft: number;

  /** Gets the sequences of events that are expected. */
  constructor(expected: readonly (readonly CaseEvent[])[]) {
    this.#eventsMax = surplusEventsMax + Math.max(0, ...expected.map((events) => events.length));
    this.#bytesLeft = surplusBytesMax + Math.max(0, ...expected.map(totalBytes));
  }

  /** Keeps an event, cut to what there is room for; returns whether there was any. */
  keep(event: CaseEvent): boolean {
    if (this.events.length >= this.#eventsMax || this.#bytesLeft <= 0) return false;
    const length = bytesOf(event);
    this.events.push(
      event.event === "timeout" || length <= this.#bytesLeft
        ? event
        : { ...event, payload: new Uint8Array(event.payload.subarray(0, this.#bytesLeft)), cutFrom: length },
    );
    this.#bytesLeft -= length;
    return true;
  }
}

const bytesOf = (event: CaseEvent): number => (event.event === "timeout" ? 0 : event.payload.length);

const totalBytes = (events: readonly CaseEvent[]): number => events.reduce((total, event) => total + bytesOf(event), 0);
