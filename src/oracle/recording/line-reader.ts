import { type Line, Lines } from "./lines.ts";
import type { RecordingEvent, RecordingReader } from "./recording.ts";

/** Reads a recording line by line. A line beyond the bound of memory ends the reading. */
export abstract class LineReader implements RecordingReader {
  readonly #lines = new Lines();
  #isLost = false;

  *push(bytes: Uint8Array): Generator<RecordingEvent> {
    if (this.#isLost) return;
    try {
      for (const line of this.#lines.push(bytes)) yield* this.take(line);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#isLost = true;
      yield { kind: "unreadable", detail: `${error.message}; what follows is not read` };
    }
  }

  *end(): Generator<RecordingEvent> {
    if (!this.#isLost) for (const line of this.#lines.end()) yield* this.take(line);
    yield* this.finish();
  }

  /** What a line says. */
  protected abstract take(line: Line): Iterable<RecordingEvent>;

  /** What is left to say at the end. */
  protected abstract finish(): Iterable<RecordingEvent>;
}

/** A line that cannot be read: where it stands, what is wrong with it, and what may stand there. */
export const badLine = ({ number, position }: Line, column: number, detail: string): RecordingEvent => ({
  kind: "unreadable",
  position: position + column - 1,
  detail: `line ${number}, column ${column}: ${detail}`,
});
