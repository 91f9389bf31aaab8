import { badLine, LineReader } from "../line-reader.ts";
import type { Line } from "../lines.ts";
import type { RecordingEvent } from "../recording.ts";
import { hexBytes } from "./hex-bytes.ts";
import { type Side, TwoSides } from "./two-sides.ts";

/** Whether a text begins as what tshark writes when it follows a stream. */
export const beginsFollow = (text: string): boolean => /^\s*(?:=+\s+)?Follow: /.test(text);

/** Streams whose bytes are those of the connection. */
const readStreams = ["tcp,raw", "tls,raw"];

/** Reads what `tshark -z follow,tcp,raw,N` writes: hex, a line for each segment, those of the second node behind a tab. Several streams may follow each other. */
export class FollowReader extends LineReader {
  #connections = 0;
  #isRead = false;
  readonly #nodes: [string, string] = ["node 0", "node 1"];
  #sides: TwoSides | undefined;

  protected *take(line: Line): Generator<RecordingEvent> {
    const { text } = line;
    const follow = /^Follow: (\S+)/.exec(text);
    if (follow !== null) return yield* this.#begin(line, follow[1] ?? "");
    const node = /^Node ([01]): (.*)$/.exec(text);
    if (node !== null) this.#nodes[node[1] === "0" ? 0 : 1] = node[2] ?? "";
    if (node !== null || !this.#isRead || /^(?:=+|Filter:.*|\s*)$/.test(text)) return;
    const side: Side = text.startsWith("\t") ? 1 : 0;
    const bytes = hexBytes(text.trim());
    this.#sides ??= this.#connection();
    if (bytes !== undefined) return yield* this.#sides.see(side, { kind: "bytes", bytes });
    yield badLine(line, side + 1, "not a whole number of bytes in hex, without anything between the digits");
    yield* this.#sides.see(side, { kind: "gap" });
  }

  protected *finish(): Generator<RecordingEvent> {
    if (this.#sides !== undefined) yield* this.#sides.end();
    this.#sides = undefined;
  }

  *#begin(line: Line, stream: string): Generator<RecordingEvent> {
    yield* this.finish();
    this.#isRead = readStreams.includes(stream);
    if (!this.#isRead) yield badLine(line, 9, `"${stream}" has not the bytes of a connection: let tshark follow tcp,raw, or tls,raw`);
  }

  #connection(): TwoSides {
    return new TwoSides({
      id: ++this.#connections,
      name: this.#nodes.join(" > "),
      orderFor: () => "between",
      // Node 0 is who sent the first segment.
      withoutHead: () => 0,
    });
  }
}
