import fc from "fast-check";

/** A field as it is going to be written: name and value. */
export type HeadField = readonly [name: string, value: string];

/** The head of an HTTP message before it is written. */
export interface HeadLines {
  readonly startLine: string;
  readonly fields: readonly HeadField[];
}

/** A head that is wrong in one way, one byte for each character. */
export interface BrokenHead {
  readonly text: string;
  /** Position of the first byte at which the break is certain. */
  readonly decidedAt: number;
  /** Position of the byte that is to be blamed, where it is another: a start line is wrong from its first byte on. */
  readonly blamedAt?: number;
}

const lineOf = ([name, value]: HeadField): string => `${name}: ${value}`;

/** A head as it goes over the wire. */
export const writtenHead = ({ startLine, fields }: HeadLines): string => [startLine, ...fields.map(lineOf), "", ""].join("\r\n");

/** A head that is judged when it is complete. */
export const judgedWhole = (head: HeadLines): BrokenHead => {
  const text = writtenHead(head);
  return { text, decidedAt: text.length - 1 };
};

/** A head whose start line is not one, which shows at its end. */
export const judgedByStartLine = (head: HeadLines): BrokenHead => ({
  text: writtenHead(head),
  decidedAt: head.startLine.length + 1,
  blamedAt: 0,
});

/** The head without a field. */
export const without = (head: HeadLines, name: string): HeadLines => ({
  ...head,
  fields: head.fields.filter(([present]) => present.toLowerCase() !== name.toLowerCase()),
});

/** The head with one line of this field and no other, in the place where it was, or at the end. */
export function replaced(head: HeadLines, name: string, value: string): HeadLines {
  const at = head.fields.findIndex(([present]) => present.toLowerCase() === name.toLowerCase());
  const fields = [...without(head, name).fields];
  fields.splice(at < 0 ? fields.length : at, 0, [name, value]);
  return { ...head, fields };
}

/** The head with one more line of a field. */
export const added = (head: HeadLines, name: string, value: string): HeadLines => ({ ...head, fields: [...head.fields, [name, value]] });

/** Puts a raw line, its end included, among the field lines; the byte at `decidedAt` of it shows what is wrong. */
function withRawLine({ startLine, fields }: HeadLines, place: number, line: string, decidedAt = line.length - 1): BrokenHead {
  const lines = fields.map((field) => `${lineOf(field)}\r\n`);
  const at = place % (lines.length + 1);
  const before = `${startLine}\r\n${lines.slice(0, at).join("")}`;
  return { text: `${before}${line}${lines.slice(at).join("")}\r\n`, decidedAt: before.length + decidedAt };
}

const fieldValues = fc.string({ unit: fc.constantFrom("a", "B", "7", " ", ",", ";", "=", '"', "\t", "\u00e9"), maxLength: 20 });

/** Fields that mean nothing to an opening handshake. */
export const furtherFields = (): fc.Arbitrary<HeadField[]> =>
  fc.array(fc.tuple(fc.constantFrom("X-One", "Cookie", "User-Agent", "Via"), fieldValues), { maxLength: 3 });

/** Fields in any order. */
export const shuffled = (fields: readonly HeadField[]): fc.Arbitrary<HeadField[]> =>
  fc.shuffledSubarray([...fields], { minLength: fields.length, maxLength: fields.length });

/** One way to break a head. */
export type HeadBreaker = (head: HeadLines) => fc.Arbitrary<BrokenHead>;

const places = fc.nat(20);
const rawLines =
  (lines: fc.Arbitrary<string>): HeadBreaker =>
  (head) =>
    fc.tuple(places, lines).map(([place, line]) => withRawLine(head, place, `${line}\r\n`));

/** What the lines of any head can get wrong, RFC 9110 and RFC 9112. */
export const lineBreakers = {
  "a field name that is no token": rawLines(fc.constantFrom("X Note: 1", "(X): 1", ": 1", "X@Y: 1", "X\u00e9: 1", "no colon at all")),
  "white space before a colon": rawLines(fc.constantFrom("X-Note : 1", "X-Note\t: 1", "X-Note  : 1")),
  "a folded line": rawLines(fc.constantFrom(" folded", "\tfolded", " X-Note: 1")),
  "a control character in a field value": rawLines(
    fc.constantFrom(0x00, 0x01, 0x08, 0x0b, 0x1f, 0x7f).map((octet) => `X-Note: a${String.fromCharCode(octet)}b`),
  ),
  "a line that ends in a line feed alone": (head) => places.map((place) => withRawLine(head, place, "X-Note: 1\n")),
  "a carriage return alone": (head) => places.map((place) => withRawLine(head, place, "X-Note: a\rb\r\n", 10)),
} as const satisfies Readonly<Record<string, HeadBreaker>>;

/** The requirement that each of these breaks. */
export const requirementOfLines = {
  "a field name that is no token": "rfc9110/5.1/field-name-token",
  "white space before a colon": "rfc9112/5.1/no-space-before-colon",
  "a folded line": "rfc9112/5.2/no-line-folding",
  "a control character in a field value": "rfc9110/5.5/field-value-characters",
  "a line that ends in a line feed alone": "rfc9112/2.2/line-ends-crlf",
  "a carriage return alone": "rfc9112/2.2/line-ends-crlf",
} as const satisfies Readonly<Record<keyof typeof lineBreakers, string>>;
