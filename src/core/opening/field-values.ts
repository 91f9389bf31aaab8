import { readAuthority } from "./uri-grammar.ts";

// tchar = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." / "^" / "_" / "`" / "|" / "~" / DIGIT / ALPHA
// token = 1*tchar                                          (RFC 9110, section 5.6.2)
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** RFC 9110, section 5.6.2: whether a text is a token. */
export const isToken = (text: string): boolean => token.test(text);

// Host = uri-host [ ":" port ]                             (RFC 9110, section 7.2)
/** RFC 9110, section 7.2: whether a text can be the value of a Host field. */
export const isHost = (text: string): boolean => readAuthority(text) !== undefined;

/**
 * RFC 9110, section 5.6.1: the elements of a list-valued field, from all its lines; empty elements are skipped.
 * Commas inside quoted strings do not separate.
 */
export function parseList(values: readonly string[]): string[] {
  return values.flatMap((value) => splitOutsideQuotes(value, ",")).filter((element) => element !== "");
}

/** Whether a list-valued field names an option, in any case of letters. */
export const listIncludes = (values: readonly string[], option: string): boolean =>
  parseList(values).some((element) => element.toLowerCase() === option);

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quoted && character === "\\") i++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === separator) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.map(trimSpace);
}

/** RFC 9110, section 5.6.3: a text without optional white space around it. Not a regular expression, which would be quadratic. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  // There is no space beyond either end, where the code is NaN.
  while (isSpace(text.charCodeAt(start))) start++;
  while (isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x09;

/** One extension of an offer or a response, with its parameters in order. */
export interface Extension {
  readonly name: string;
  readonly parameters: readonly (readonly [name: string, value: string | null])[];
}

// extension-list  = 1#extension                            (RFC 6455, section 9.1)
// extension       = extension-token *( ";" extension-param )
// extension-param = token [ "=" (token | quoted-string) ]
const parameter = /^([^=\s"]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^"\s]+)))?$/;

/** RFC 6455, section 9.1: the extensions of all lines of the field, or `undefined` if they break the grammar. */
export function parseExtensions(values: readonly string[]): Extension[] | undefined {
  const elements = parseList(values);
  if (values.length > 0 && elements.length === 0) return undefined;
  const extensions: Extension[] = [];
  for (const element of elements) {
    const extension = parseExtension(element);
    if (extension === undefined) return undefined;
    extensions.push(extension);
  }
  return extensions;
}

function parseExtension(element: string): Extension | undefined {
  const [name, ...rest] = splitOutsideQuotes(element, ";") as [string, ...string[]];
  if (!isToken(name)) return undefined;
  const parameters: [string, string | null][] = [];
  for (const part of rest) {
    const match = parameter.exec(part);
    if (match === null) return undefined;
    const [key, quoted, plain] = match.slice(1) as [string, string | undefined, string | undefined];
    const value = quoted?.replace(/\\(.)/g, "$1") ?? plain ?? null;
    if (!isToken(key) || (value !== null && !isToken(value))) return undefined;
    parameters.push([key, value]);
  }
  return { name, parameters };
}
