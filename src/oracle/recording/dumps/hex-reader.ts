import { badLine, LineReader } from "../line-reader.ts";
import type { Line } from "../lines.ts";
import type { RecordingEvent } from "../recording.ts";
import { hexBytes } from "./hex-bytes.ts";
import { otherSide, type Side, TwoSides } from "./two-sides.ts";

/** Direction, position, bytes and readable column of a line: what xxd, hexdump, Wireshark and people write. */
const layout = /^(\s*[<>]?\s*)((?:(?:0x)?[0-9a-fA-F]{4,}:\s|[0-9a-fA-F]{4,8} {2,})?)(.*)$/;

/** What stands behind the bytes: a column between bars, or behind two spaces. */
const column = /\s+\|.*\|\s*$|\s{2,}\S.*$|\s+$/;

/** hexdump leaves two spaces behind the eighth byte. */
const middle = /^((?:[0-9a-fA-F]{2} ){7}[0-9a-fA-F]{2}) {2}(?=[0-9a-fA-F]{2}\b)/;

/** The bytes of a line, or the column from which on it cannot be read. */
function bytesIn(text: string): { side: Side; isTold: boolean; bytes: Uint8Array } | number {
  const [, before = "", position = "", rest = ""] = layout.exec(text) ?? [];
  // A position of eight digits alone is the last line of hexdump.
  if (position === "" && /^[0-9a-f]{8}$/.test(rest) && before.trim() === "") return { side: 0, isTold: false, bytes: new Uint8Array(0) };
  const bare = position === "" ? rest : rest.replace(middle, "$1 ").replace(column, "");
  const digits = bare.replace(/0x(?=[0-9a-fA-F]{2})|[\s,:;{}]+/g, "");
  const bytes = hexBytes(digits);
  if (bytes === undefined) {
    const bad = /[^\s,:;{}0-9a-fA-Fx]|(?<!0)x/.exec(bare);
    return before.length + position.length + (bad?.index ?? 0) + 1;
  }
  return { side: before.includes("<") ? 1 : 0, isTold: /[<>]/.test(before), bytes };
}

const isIdle = (text: string): boolean => /^\s*(?:#.*)?$/.test(text);

/** Whether the first line that is no comment is hex. */
export function beginsHex(text: string): boolean {
  const lines = text.split("\n");
  // The last one may be cut, and then be half a byte.
  const first = (lines.length > 1 ? lines.slice(0, -1) : lines).find((line) => !isIdle(line));
  const read = first === undefined ? 0 : bytesIn(first.trimEnd());
  return typeof read !== "number" && read.bytes.length > 0;
}

/**
 * Reads hex as it is pasted: plain, with `0x` and commas, or as xxd, hexdump and Wireshark show it. Lines that begin with `>` are of who sends first, those with
 * `<` of the other; without either there is one direction, and where it is no head of HTTP, the mask of its first frame says whose it is.
 */
export class HexReader extends LineReader {
  #sides: TwoSides | undefined;

  protected *take(line: Line): Generator<RecordingEvent> {
    if (isIdle(line.text)) return;
    const read = bytesIn(line.text.trimEnd());
    if (typeof read === "number") {
      yield badLine(line, read, "neither hex, two digits a byte, nor > or < before it");
      const isSecond = /^\s*</.test(line.text);
      this.#sides ??= connection(/^\s*[<>]/.test(line.text));
      return yield* this.#sides.see(isSecond ? 1 : 0, { kind: "gap" });
    }
    const { side, isTold, bytes } = read;
    this.#sides ??= connection(isTold);
    if (bytes.length > 0) yield* this.#sides.see(side, { kind: "bytes", bytes });
  }

  protected *finish(): Generator<RecordingEvent> {
    if (this.#sides !== undefined) yield* this.#sides.end();
  }
}

const connection = (hasTwo: boolean): TwoSides =>
  new TwoSides({
    id: 1,
    name: hasTwo ? "hex of two directions" : "hex of one direction",
    orderFor: () => (hasTwo ? "between" : "unknown"),
    withoutHead: (side, [, second = 0]) => (hasTwo ? 0 : second >= 0x80 ? side : otherSide(side)),
  });
