import { either, literal, named, optional, type Piece, type Rule, readWhole, repeated, run, sequence, textsOf, times } from "./abnf.ts";

// RFC 9110, sections 5.5 and 5.6
const token = run(/[!#$%&'*+\-.^_`|~0-9A-Za-z]/, 1);
const optionalSpace = run(/[ \t]/, 0);
const visible = run(/[\x21-\x7e\x80-\xff]/, 1, 1);
const fieldValue = optional(sequence(visible, optional(sequence(run(/[ \t\x21-\x7e\x80-\xff]/, 0), visible))));
const quotedString = sequence(
  literal('"'),
  repeated(either(run(/[\t \x21\x23-\x5b\x5d-\x7e\x80-\xff]/, 1, 1), sequence(literal("\\"), run(/[\t \x21-\x7e\x80-\xff]/, 1, 1)))),
  literal('"'),
);
/** RFC 9110, section 5.6.1.2: a list as its recipient has to take it, with empty elements. */
const list = (element: Rule): Rule =>
  sequence(optional(element), repeated(sequence(optionalSpace, literal(","), optionalSpace, optional(element))));

const anyCase = (word: string): Rule => sequence(...[...word].map((letter) => run(new RegExp(letter, "i"), 1, 1)));

/** RFC 9112, sections 3 and 4. */
const version = sequence(literal("HTTP/"), named("major", run(/[0-9]/, 1, 1)), literal("."), named("minor", run(/[0-9]/, 1, 1)));
const requestLine = sequence(named("method", token), literal(" "), named("target", run(/[^ ]/, 1)), literal(" "), version);
const statusLine = sequence(
  version,
  literal(" "),
  named("status", run(/[0-9]/, 3, 3)),
  optional(sequence(literal(" "), named("reason", run(/[\t \x21-\x7e\x80-\xff]/, 0)))),
);
/** RFC 9112, section 5. */
const fieldLine = sequence(named("name", token), literal(":"), optionalSpace, named("value", fieldValue), optionalSpace);

/** RFC 9110, section 7.2, with RFC 3986, section 3.2.2. */
const hexDigits = (least: number, most: number): Rule => run(/[0-9A-Fa-f]/, least, most);
const registeredName = times(
  1,
  Number.POSITIVE_INFINITY,
  either(run(/[A-Za-z0-9\-._~!$&'()*+,;=]/, 1, 1), sequence(literal("%"), hexDigits(2, 2))),
);
/** RFC 3986, section 3.2.2, its nine lines one by one; every group but those behind the last colon has a colon. */
const octet = either(
  sequence(literal("25"), run(/[0-5]/, 1, 1)),
  sequence(literal("2"), run(/[0-4]/, 1, 1), run(/[0-9]/, 1, 1)),
  sequence(literal("1"), run(/[0-9]/, 2, 2)),
  sequence(run(/[1-9]/, 1, 1), run(/[0-9]/, 1, 1)),
  run(/[0-9]/, 1, 1),
);
const ipv4 = sequence(octet, literal("."), octet, literal("."), octet, literal("."), octet);
const group = hexDigits(1, 4);
const groups = (count: number): Rule => times(count, count, sequence(group, literal(":")));
const lastTwo = either(sequence(group, literal(":"), group), ipv4);
const atMost = (count: number): Rule => optional(sequence(times(0, count - 1, sequence(group, literal(":"))), group));
const ipv6 = either(
  sequence(groups(6), lastTwo),
  sequence(literal("::"), groups(5), lastTwo),
  sequence(atMost(1), literal("::"), groups(4), lastTwo),
  sequence(atMost(2), literal("::"), groups(3), lastTwo),
  sequence(atMost(3), literal("::"), groups(2), lastTwo),
  sequence(atMost(4), literal("::"), groups(1), lastTwo),
  sequence(atMost(5), literal("::"), lastTwo),
  sequence(atMost(6), literal("::"), group),
  sequence(atMost(7), literal("::")),
);
/** RFC 6874, section 2. */
const zone = sequence(
  literal("%25"),
  times(1, Number.POSITIVE_INFINITY, either(run(/[A-Za-z0-9\-._~]/, 1, 1), sequence(literal("%"), hexDigits(2, 2)))),
);
const ipvFuture = sequence(run(/[vV]/, 1, 1), hexDigits(1, Number.POSITIVE_INFINITY), literal("."), run(/[A-Za-z0-9\-._~!$&'()*+,;=:]/, 1));
const host = sequence(
  either(sequence(literal("["), either(sequence(ipv6, optional(zone)), ipvFuture), literal("]")), registeredName),
  optional(sequence(literal(":"), run(/[0-9]/, 0))),
);

/** RFC 9112, section 3.2, with any visible character in path and query, and RFC 3986, section 2.1 for percent signs. */
const escaped = sequence(literal("%"), hexDigits(2, 2));
const visibleOrEscaped = repeated(either(run(/[!"$&-~]/, 1), escaped));
const scheme = either(...["http", "https"].map(anyCase));
const target = either(
  sequence(literal("/"), visibleOrEscaped),
  sequence(scheme, literal("://"), named("authority", host), optional(sequence(either(literal("/"), literal("?")), visibleOrEscaped))),
);

/** RFC 6455, section 9.1, where space may stand between any two words, and a quoted value has to be a token. */
const parameter = sequence(
  named("parameter", token),
  optional(sequence(optionalSpace, literal("="), optionalSpace, either(named("value", token), named("quoted", quotedString)))),
);
const extension = sequence(named("extension", token), repeated(sequence(optionalSpace, literal(";"), optionalSpace, parameter)));

/** RFC 6455, section 4.1: the base64 form of 16 octets. */
const key = sequence(run(/[A-Za-z0-9+/]/, 22, 22), literal("=="));

/** A header field. */
export type HeadField = readonly [name: string, value: string];

/** The first line of a request, in pieces. */
export const readRequestLine = (line: string): readonly Piece[] | undefined => readWhole(requestLine, line);

/** The first line of an answer, in pieces. */
export const readStatusLine = (line: string): readonly Piece[] | undefined => readWhole(statusLine, line);

/** A field line, or `undefined` if it is none. */
export function readFieldLine(line: string): HeadField | undefined {
  const pieces = readWhole(fieldLine, line);
  return pieces === undefined ? undefined : [textsOf(pieces, "name").join(), textsOf(pieces, "value").join()];
}

/** Whether a text is a token. */
export const isToken = (text: string): boolean => readWhole(token, text) !== undefined;

/** Whether a text can stand behind a field's name; space around it would not be part of it. */
export const isFieldText = (text: string): boolean => readWhole(run(/[\t \x21-\x7e\x80-\xff]/, 0), text) !== undefined;

/** Whether a text can be a Host. */
export const isHost = (text: string): boolean => readWhole(host, text) !== undefined;

/** What a request is for, in pieces, or `undefined` if it is neither a path nor an absolute URI of HTTP. */
export const readRequestTarget = (text: string): readonly Piece[] | undefined => readWhole(target, text);

/** Whether a text can be a Sec-WebSocket-Key. */
export const isKey = (text: string): boolean => readWhole(key, text) !== undefined;

/** RFC 9110, section 5.3: the tokens of all lines of a field, or `undefined` if they are no list of tokens. */
export function readTokens(values: readonly string[]): string[] | undefined {
  const pieces = readWhole(list(named("token", token)), values.join(", "));
  return pieces === undefined ? undefined : textsOf(pieces, "token");
}

/** An extension with its parameters; `null` is a parameter without a value. */
export interface NamedExtension {
  readonly name: string;
  readonly parameters: readonly (readonly [name: string, value: string | null])[];
}

/** RFC 6455, section 9.1: the extensions of all lines of the field, or `undefined` if they break the grammar. */
export function readExtensions(values: readonly string[]): NamedExtension[] | undefined {
  const pieces = readWhole(list(extension), values.join(", "));
  if (pieces === undefined) return undefined;
  const extensions: { name: string; parameters: [string, string | null][] }[] = [];
  for (const { name, text } of pieces) {
    const parameters = extensions.at(-1)?.parameters ?? [];
    if (name === "extension") extensions.push({ name: text, parameters: [] });
    else if (name === "parameter") parameters.push([text, null]);
    else parameters.push([(parameters.pop() as [string, null])[0], name === "quoted" ? unquoted(text) : text]);
  }
  const areTokens = extensions.every(({ parameters }) => parameters.every(([, value]) => value === null || isToken(value)));
  return areTokens ? extensions : undefined;
}

/** RFC 9110, section 5.6.4. */
const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(.)/gs, "$1");
