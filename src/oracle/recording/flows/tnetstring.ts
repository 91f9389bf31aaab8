import { latin1FromBytes } from "../../../core/bytes/text.ts";

/** A value of a tnetstring: bytes and texts are bytes, lists are lists, dictionaries are maps. */
export type Tnet = Uint8Array | number | boolean | null | readonly Tnet[] | ReadonlyMap<string, Tnet>;

/** No value is longer than this, in bytes. */
const valueBytesMax = 256 * 1024 * 1024;

const colon = 0x3a;
const digitsMax = 12;

/** The length of the value that begins here and where its content starts; "more" where it is not there yet. Throws a `RangeError` for what is none. */
export function valueAt(bytes: Uint8Array, at: number): { readonly start: number; readonly end: number } | "more" {
  const end = bytes.subarray(at, at + digitsMax).indexOf(colon);
  if (end < 0 && bytes.length - at < digitsMax) return "more";
  const digits = end < 0 ? "" : latin1FromBytes(bytes.subarray(at, at + end));
  const length = Number(digits);
  if (!/^[0-9]+$/.test(digits) || length > valueBytesMax) throw new RangeError("no length of a value");
  const start = at + end + 1;
  return start + length + 1 > bytes.length ? "more" : { start, end: start + length };
}

/** The value between these positions, of the type that the byte behind it names. */
export function readValue(bytes: Uint8Array, start: number, end: number): Tnet {
  const content = bytes.subarray(start, end);
  switch (String.fromCharCode(bytes[end] ?? 0)) {
    case ",":
    case ";":
      return content;
    case "#":
    case "^":
      return Number(latin1FromBytes(content));
    case "!":
      return latin1FromBytes(content) === "true";
    case "~":
      return null;
    case "]":
      return valuesIn(content);
    case "}": {
      const values = valuesIn(content);
      return new Map(Array.from({ length: values.length >> 1 }, (_, i) => [wordOf(values[2 * i]), values[2 * i + 1] ?? null]));
    }
    default:
      throw new RangeError("no type of a value");
  }
}

function valuesIn(bytes: Uint8Array): Tnet[] {
  const values: Tnet[] = [];
  for (let at = 0; at < bytes.length; ) {
    const place = valueAt(bytes, at);
    if (place === "more") throw new RangeError("a value that is longer than what it stands in");
    values.push(readValue(bytes, place.start, place.end));
    at = place.end + 1;
  }
  return values;
}

/** Bytes as text, one character a byte. */
export const wordOf = (value: Tnet | undefined): string => (value instanceof Uint8Array ? latin1FromBytes(value) : "");

/** The member of a dictionary. */
export const entry = (value: Tnet | undefined, name: string): Tnet | undefined =>
  value instanceof Map ? (value as ReadonlyMap<string, Tnet>).get(name) : undefined;
