/** A head as a reader takes it that knows of HTTP nothing but lines and colons. */
export interface HttpHead {
  readonly startLine: string;
  /** Names in lower case, with values as they are, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** What comes behind the head. */
  readonly body: string;
}

/** Reads a head; throws where a line is none. */
export function readHead(text: string): HttpHead {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) throw new Error(`a head without an end: ${JSON.stringify(text)}`);
  const [startLine = "", ...lines] = text.slice(0, end).split("\r\n");
  return { startLine, fields: lines.map(fieldOf), body: text.slice(end + 4) };
}

/** The values of all lines of a field. */
export const valuesIn = ({ fields }: HttpHead, name: string): string[] =>
  fields.filter(([each]) => each === name).map(([, value]) => value);

function fieldOf(line: string): readonly [string, string] {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?([^\r\n]*)$/.exec(line);
  if (match === null) throw new Error(`not a field line: ${JSON.stringify(line)}`);
  return [(match[1] as string).toLowerCase(), match[2] as string];
}
