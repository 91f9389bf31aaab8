/** What a report file can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const indentation = "   ";

/**
 * JSON as scripts written for Autobahn know it: keys sorted, three blanks of indentation, ASCII only, no newline at the end.
 * The same text as Python's `json.dumps(value, sort_keys=True, indent=3, separators=(",", ": "))`.
 */
export function jsonText(value: JsonValue): string {
  return written(value, "\n");
}

function written(value: JsonValue, lineStart: string): string {
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = lineStart + indentation;
  if (isList(value))
    return enclosed(
      "[",
      value.map((item) => written(item, inner)),
      "]",
      lineStart,
    );
  const members = Object.entries(value).sort(([a], [b]) => compareCodePoints(a, b));
  return enclosed(
    "{",
    members.map(([key, member]) => `${quoted(key)}: ${written(member, inner)}`),
    "}",
    lineStart,
  );
}

function enclosed(open: string, items: readonly string[], close: string, lineStart: string): string {
  if (items.length === 0) return open + close;
  const inner = lineStart + indentation;
  return `${open}${inner}${items.join(`,${inner}`)}${lineStart}${close}`;
}

const quoted = (text: string): string => JSON.stringify(text).replace(/[\u007f-\uffff]/g, escaped);

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

// Array.isArray does not narrow a readonly array
const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value);

// JavaScript's own order is by UTF-16 units, which puts U+1F600 before U+FF5E
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const differing = left.findIndex((character, index) => character !== right[index]);
  if (differing === -1) return left.length - right.length;
  return (left[differing]?.codePointAt(0) ?? -1) - (right[differing]?.codePointAt(0) ?? -1);
}
