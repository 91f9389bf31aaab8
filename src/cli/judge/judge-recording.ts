import type { MonitorOptions } from "../../oracle/monitor-options.ts";
import type { CaptureOptions } from "../../oracle/recording/capture/capture-reader.ts";
import { beginningBytes, formNames, recognised } from "../../oracle/recording/recognised.ts";
import type { RecordingEvent, RecordingReader } from "../../oracle/recording/recording.ts";
import { UsageError } from "../errors/usage-error.ts";
import { ConnectionUnderJudgement, type JudgedConnection } from "./judged-connection.ts";

/** Something in a recording that could not be read. */
export interface Unreadable {
  readonly recording: string;
  readonly position: number | null;
  readonly detail: string;
}

/** What has come of recordings. */
export interface JudgedRecordings {
  readonly connections: JudgedConnection[];
  readonly unreadable: Unreadable[];
}

/** Judges the connections of one recording after the other. */
export class RecordingsUnderJudgement implements JudgedRecordings {
  readonly connections: JudgedConnection[] = [];
  readonly unreadable: Unreadable[] = [];
  readonly #options: Partial<MonitorOptions>;
  readonly #capture: CaptureOptions;
  #judged = 0;

  constructor(options: Partial<MonitorOptions>, capture: CaptureOptions) {
    this.#options = options;
    this.#capture = capture;
  }

  /** Reads a recording to its end. Throws a `UsageError` for one in no form that is known. */
  async read(name: string, pieces: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void = () => undefined): Promise<void> {
    const open = new Map<number, ConnectionUnderJudgement>();
    let reader: RecordingReader | undefined;
    let beginning: Uint8Array = new Uint8Array(0);
    for await (const piece of pieces) {
      onBytes(piece.length);
      if (reader !== undefined) {
        this.#takeAll(name, reader.push(piece), open);
        continue;
      }
      beginning = Buffer.concat([beginning, piece]);
      if (beginning.length < beginningBytes) continue;
      reader = readerFor(name, beginning, this.#capture);
      this.#takeAll(name, reader.push(beginning), open);
    }
    if (reader === undefined) {
      reader = readerFor(name, beginning, this.#capture);
      this.#takeAll(name, reader.push(beginning), open);
    }
    this.#takeAll(name, reader.end(), open);
  }

  /** Judges a recording that was read already. */
  take(name: string, events: Iterable<RecordingEvent>): void {
    this.#takeAll(name, events, new Map());
  }

  #takeAll(recording: string, events: Iterable<RecordingEvent>, open: Map<number, ConnectionUnderJudgement>): void {
    for (const event of events) this.#take(recording, event, open);
  }

  #take(recording: string, event: RecordingEvent, open: Map<number, ConnectionUnderJudgement>): void {
    switch (event.kind) {
      case "connection":
        open.set(event.id, new ConnectionUnderJudgement(event.facts, this.#options));
        return;
      case "seen":
        open.get(event.id)?.see(event.observation);
        return;
      case "over": {
        const over = open.get(event.id);
        open.delete(event.id);
        if (over !== undefined) this.connections.push(over.conclude(++this.#judged, recording));
        return;
      }
      case "unreadable":
        this.unreadable.push({ recording, position: event.position ?? null, detail: event.detail });
    }
  }
}

function readerFor(name: string, beginning: Uint8Array, capture: CaptureOptions): RecordingReader {
  const form = recognised(beginning.subarray(0, beginningBytes));
  if (form !== undefined) return form.reader(capture);
  if (beginning.length === 0) throw new UsageError(`${name} is empty: there is nothing to judge`);
  throw new UsageError(`${name} is no recording that is known; it may be ${formNames.join(", ")}`);
}
