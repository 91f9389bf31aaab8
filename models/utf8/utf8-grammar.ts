type Octets = readonly [low: number, high: number];

const tail: Octets = [0x80, 0xbf];

/** RFC 3629, section 4: each alternative of UTF8-1 to UTF8-4, octet by octet. */
const characters: readonly (readonly Octets[])[] = [
  [[0x00, 0x7f]],
  [[0xc2, 0xdf], tail],
  [[0xe0, 0xe0], [0xa0, 0xbf], tail],
  [[0xe1, 0xec], tail, tail],
  [[0xed, 0xed], [0x80, 0x9f], tail],
  [[0xee, 0xef], tail, tail],
  [[0xf0, 0xf0], [0x90, 0xbf], tail, tail],
  [[0xf1, 0xf3], tail, tail, tail],
  [[0xf4, 0xf4], [0x80, 0x8f], tail, tail],
];

/** What the grammar says about some bytes. */
export interface Utf8Reading {
  /** Position of the first byte that no character can continue with, or -1. */
  readonly wrongAt: number;
  /** Whether the bytes end where a character ends. */
  readonly isComplete: boolean;
  /** The octets of the character that is open at the end. */
  readonly openOctets: readonly number[];
}

/** Reads bytes as UTF8-octets, after those of a character begun before: keeps its octets and asks which alternatives still fit. */
export function readUtf8(bytes: Iterable<number>, begun: readonly number[] = []): Utf8Reading {
  let open = begun;
  let position = -1;
  for (const byte of bytes) {
    position++;
    // UTF8-1 is a character of its own.
    if (open.length === 0 && byte <= 0x7f) continue;
    const octets = [...open, byte];
    const fitting = characters.filter((character) => fits(octets, character));
    if (fitting.length === 0) return { wrongAt: position, isComplete: false, openOctets: octets };
    open = fitting.some(({ length }) => length === octets.length) ? [] : octets;
  }
  return { wrongAt: -1, isComplete: open.length === 0, openOctets: open };
}

const fits = (octets: readonly number[], character: readonly Octets[]): boolean =>
  octets.every((octet, i) => {
    const range = character[i];
    return range !== undefined && octet >= range[0] && octet <= range[1];
  });
