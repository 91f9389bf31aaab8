/** A named piece of a text that a rule has read. */
export interface Piece {
  readonly name: string;
  readonly text: string;
}

/** Where a reading ends, and the named pieces in it. */
export interface Reading {
  readonly end: number;
  readonly pieces: readonly Piece[];
}

/** A rule of a grammar (RFC 5234): all ways to read it from a place on, the longest first. */
export type Rule = (text: string, at: number) => Iterable<Reading>;

const read = (end: number): Reading => ({ end, pieces: [] });

/** So many characters of a set, and no end to them unless it is given. */
export const run = (set: RegExp, least: number, most = Number.POSITIVE_INFINITY): Rule =>
  function* (text, at) {
    let end = at;
    while (end < text.length && end - at < most && set.test(text[end] as string)) end++;
    for (; end - at >= least; end--) yield read(end);
  };

/** A text as it stands. */
export const literal = (word: string): Rule =>
  function* (text, at) {
    if (text.startsWith(word, at)) yield read(at + word.length);
  };

/** One rule after the other. */
export const sequence = (...[first, ...others]: readonly Rule[]): Rule =>
  function* (text, at) {
    if (first === undefined) return yield read(at);
    for (const { end, pieces } of first(text, at)) {
      for (const rest of sequence(...others)(text, end)) yield { end: rest.end, pieces: [...pieces, ...rest.pieces] };
    }
  };

/** Any of some rules. */
export const either = (...rules: readonly Rule[]): Rule =>
  function* (text, at) {
    for (const rule of rules) yield* rule(text, at);
  };

/** A rule or nothing. */
export const optional = (rule: Rule): Rule => either(rule, sequence());

/** A rule, so many times. */
export const times = (least: number, most: number, rule: Rule): Rule =>
  most === 0
    ? sequence()
    : either(
        sequence(rule, (text, at) => times(Math.max(0, least - 1), most - 1, rule)(text, at)),
        least === 0 ? sequence() : nothing,
      );

const nothing: Rule = () => [];

/** Any number of times. */
export const repeated = (rule: Rule): Rule => times(0, Number.POSITIVE_INFINITY, rule);

/** A rule whose text is wanted afterwards. */
export const named = (name: string, rule: Rule): Rule =>
  function* (text, at) {
    for (const { end, pieces } of rule(text, at)) yield { end, pieces: [{ name, text: text.slice(at, end) }, ...pieces] };
  };

/** The pieces of a text that a rule reads from its beginning to its end, or `undefined` if it cannot. */
export function readWhole(rule: Rule, text: string): readonly Piece[] | undefined {
  for (const { end, pieces } of rule(text, 0)) if (end === text.length) return pieces;
  return undefined;
}

/** The texts of all pieces of a name. */
export const textsOf = (pieces: readonly Piece[], name: string): string[] =>
  pieces.flatMap((piece) => (piece.name === name ? [piece.text] : []));
