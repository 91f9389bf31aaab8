import { encodeUtf8 } from "../../../core/bytes/text.ts";
import type { Line } from "../lines.ts";

/** Where a word stands; columns count from 1. */
export interface Spot {
  readonly line: Line;
  readonly column: number;
}

/** One word of a line: a bare one, or a text in quotes. */
export interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly at: Spot;
}

/** What is wrong with a line of a transcript. */
export class TranscriptFault extends Error {
  override readonly name = "TranscriptFault";
  readonly at: Spot;

  constructor(at: Spot, message: string) {
    super(message);
    this.at = at;
  }
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0", '"': '"', "\\": "\\" };

/** The words of a line; a `#` outside quotes begins a comment. */
export function wordsOf(line: Line): Word[] {
  const words: Word[] = [];
  const pattern = /\s+|#.*|"((?:[^"\\]|\\.)*)"|[^\s"#]+|"/gy;
  for (let match = pattern.exec(line.text); match !== null; match = pattern.exec(line.text)) {
    const [text, quoted] = match;
    const at = { line, column: match.index + 1 };
    if (text === '"') throw new TranscriptFault(at, 'a quoted text without its closing "');
    if (quoted !== undefined) words.push({ text: unescaped(quoted, at), isQuoted: true, at });
    else if (!/^[\s#]/.test(text)) words.push({ text, isQuoted: false, at });
  }
  return words;
}

function unescaped(text: string, at: Spot): string {
  return text.replace(/\\u\{([0-9a-fA-F]{1,6})\}|\\(.)/g, (all, code: string | undefined, letter: string) => {
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new TranscriptFault(at, `${all} is no character`);
      return String.fromCodePoint(point);
    }
    const character = escapes[letter];
    if (character === undefined) throw new TranscriptFault(at, `${all} is no escape: there are \\n \\r \\t \\0 \\" \\\\ and \\u{…}`);
    return character;
  });
}

/** The bytes that words stand for: hex, and texts in quotes as UTF-8. */
export function bytesOf(words: readonly Word[]): Uint8Array {
  const all: number[] = [];
  for (const { text, isQuoted, at } of words) {
    if (isQuoted) {
      for (const byte of encodeUtf8(text)) all.push(byte);
      continue;
    }
    if (!/^(?:[0-9a-fA-F]{2})+$/.test(text))
      throw new TranscriptFault(at, `"${text}" is neither hex (two digits a byte) nor a text in quotes`);
    for (let i = 0; i < text.length; i += 2) all.push(Number.parseInt(text.slice(i, i + 2), 16));
  }
  return Uint8Array.from(all);
}
