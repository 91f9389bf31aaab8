import { badLine, LineReader } from "../line-reader.ts";
import type { Line } from "../lines.ts";
import type { RecordingEvent } from "../recording.ts";
import { hexBytes } from "./hex-bytes.ts";
import { type Side, TwoSides } from "./two-sides.ts";

const title =
  /^(?:([0-9]{2}):([0-9]{2}):([0-9]{2}\.[0-9]+) )?(?:\[[0-9]+-(?:[0-9]+|x)\] )?(?:== Info: (.*)|(=>|<=) (?:Send|Recv) (header|data|SSL data), ([0-9]+) bytes .*)$/;

/** Whether a text has a title line of curl's trace in it. */
export const beginsCurlTrace = (text: string): boolean => text.split("\n").some((line) => title.test(line.trimEnd()));

const dayMs = 24 * 60 * 60 * 1000;

/** What is being read, and how many bytes of it are to come. */
interface Part {
  readonly side: Side;
  readonly isTls: boolean;
  left: number;
}

/**
 * Reads what `curl --trace FILE` writes, with `--trace-time` too. Each request is a connection of its own. Not every release shows the frames that
 * curl sends: where none is shown before the first of the server's, what the client sends counts as not recorded.
 */
export class CurlTraceReader extends LineReader {
  #connections = 0;
  #sides: TwoSides | undefined;
  #part: Part | undefined;
  #time: number | undefined;
  #days = 0;
  #hasReceived = false;
  #sendsFrames = false;

  protected *take(line: Line): Generator<RecordingEvent> {
    const found = title.exec(line.text);
    if (found === null) return yield* this.#takeBytes(line);
    const [, hours, minutes, seconds, words, arrow, part, length] = found;
    this.#part = undefined;
    if (hours !== undefined) this.#tick(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000);
    if (words !== undefined) return;
    const side: Side = arrow === "=>" ? 0 : 1;
    this.#part = { side, isTls: part === "SSL data", left: Number(length) };
    if (part === "header" && side === 0 && (this.#sides === undefined || this.#hasReceived)) yield* this.#begin();
    if (side === 1 && part === "data" && !this.#sendsFrames) yield* this.#see(0, { kind: "gap" });
    if (part === "data") this.#sendsFrames = true;
    if (side === 1 && part !== "SSL data") this.#hasReceived = true;
  }

  protected *finish(): Generator<RecordingEvent> {
    if (this.#sides !== undefined) yield* this.#sides.end();
  }

  *#begin(): Generator<RecordingEvent> {
    yield* this.finish();
    this.#hasReceived = false;
    this.#sendsFrames = false;
    this.#sides = new TwoSides({ id: ++this.#connections, name: "curl", orderFor: () => "client", withoutHead: () => 0 });
  }

  *#takeBytes(line: Line): Generator<RecordingEvent> {
    const part = this.#part;
    if (part === undefined || part.isTls || line.text.trim() === "") return;
    const dump = /^[0-9a-f]{4,}: ((?:[0-9a-f]{2} ){1,16})/.exec(line.text);
    const bytes = hexBytes((dump?.[1] ?? "").replaceAll(" ", "")) ?? new Uint8Array(0);
    const expected = Math.min(part.left, 16);
    part.left -= expected;
    if (expected > 0 && bytes.length >= expected) return yield* this.#see(part.side, { kind: "bytes", bytes: bytes.slice(0, expected) });
    yield badLine(line, 1, `a line of ${expected} bytes in hex has to stand here: curl writes them with --trace, not with --trace-ascii`);
    if (part.left + expected > 0) yield* this.#see(part.side, { kind: "gap", length: part.left + expected });
    this.#part = undefined;
  }

  *#see(side: Side, what: Parameters<TwoSides["see"]>[1]): Generator<RecordingEvent> {
    if (this.#sides === undefined) yield* this.#begin();
    yield* (this.#sides as TwoSides).see(side, what, this.#time);
  }

  /** Its times have no date: the day changes where they fall back. */
  #tick(ofDay: number): void {
    if (this.#time !== undefined && ofDay + this.#days * dayMs < this.#time - dayMs / 2) this.#days += 1;
    this.#time = ofDay + this.#days * dayMs;
  }
}
