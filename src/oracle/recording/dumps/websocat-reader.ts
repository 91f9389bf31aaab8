import { bytesFromLatin1 } from "../../../core/bytes/text.ts";
import { badLine, LineReader } from "../line-reader.ts";
import type { Line } from "../lines.ts";
import type { RecordingEvent } from "../recording.ts";
import type { SeenContent } from "../seen.ts";
import { hexBytes } from "./hex-bytes.ts";
import { otherSide, type Side, TwoSides } from "./two-sides.ts";

const record = /^(?:([0-9]+\.[0-9]{6}) )?(READ|WRITE) (?:bufcap=[0-9]+ )?(?:from_prefix )?(.*)$/;

/** Whether a text has a line of websocat's log in it. */
export const beginsWebsocat = (text: string): boolean =>
  /^(?:[0-9]+\.[0-9]{6} )?(?:READ|WRITE) (?:bufcap=\S+ )?[0-9]+ ["0-9a-f]/m.test(text);

const advice = "the bytes of a connection are logged with ws-c:log:tcp:HOST:PORT, or ws-c:log:ssl:tcp:HOST:PORT for wss";

/** Reads what the `log:` overlay of websocat says, each piece as text with escapes or in hex; other lines are not of the log. */
export class WebsocatReader extends LineReader {
  readonly #sides = new TwoSides({
    id: 1,
    name: "websocat",
    orderFor: (first) => first,
    withoutHead: (_, [first, second]) =>
      first === 0x16 && second === 0x03
        ? `this log was taken below TLS, where everything is encrypted: ${advice}`
        : `this log does not begin with an opening handshake, so that it may be one of messages: ${advice}`,
  });

  protected *take(line: Line): Generator<RecordingEvent> {
    const [, seconds, verb, rest = ""] = record.exec(line.text) ?? [];
    if (verb === undefined) return;
    /** Side 0 is websocat itself. */
    const side: Side = verb === "WRITE" ? 0 : 1;
    const time = seconds === undefined ? undefined : Number(seconds) * 1000;
    const piece = /^([0-9]+)(?: (?:"(.*)"|([0-9a-fA-F]*)))?$/.exec(rest);
    if (piece !== null) return yield* this.#piece(line, side, piece, time);
    if (rest === "shutdown") return yield* this.#sides.see(side, { kind: "end", how: "fin" }, time);
    if (rest.startsWith("error ")) return yield* this.#sides.see(otherSide(side), { kind: "remark", words: line.text }, time);
    if (!/^[0-9]/.test(rest)) return;
    yield badLine(line, line.text.length - rest.length + 1, 'a piece is its length and a text in quotes, as READ 2 "\\x88\\x00"');
    yield* this.#sides.see(side, { kind: "gap" }, time);
  }

  protected *finish(): Generator<RecordingEvent> {
    yield* this.#sides.end();
  }

  *#piece(line: Line, side: Side, [, digits, text, hex]: RegExpExecArray, time: number | undefined): Generator<RecordingEvent> {
    const length = Number(digits);
    // Nothing was read: the other side has sent all.
    if (length === 0) return side === 0 ? undefined : yield* this.#sides.see(side, { kind: "end", how: "fin" }, time);
    const bytes = text === undefined ? hexBytes(hex ?? "") : unescaped(text);
    const isWhole = bytes?.length === length;
    if (!isWhole && (text !== undefined || hex !== undefined)) {
      yield badLine(line, 1, `these are not the ${length} bytes that the line speaks of`);
    }
    const what: SeenContent = bytes !== undefined && isWhole ? { kind: "bytes", bytes } : { kind: "gap", length };
    yield* this.#sides.see(side, what, time);
  }
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0" };

/** A text with the escapes of Rust as bytes, or `undefined` where one is none. */
function unescaped(text: string): Uint8Array | undefined {
  if (/[^ -~]|\\(?:x(?![0-9a-f]{2})|[^xnrt0'"\\])/.test(text)) return undefined;
  return bytesFromLatin1(
    text.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, letter: string) =>
      hex === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  );
}
