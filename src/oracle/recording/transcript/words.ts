import { encodeUtf8 } from "../../../core/bytes/text.ts";

/** One word of a line: a bare one, or a text in quotes. */
export interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
  /** From 1. */
  readonly column: number;
}

/** What is wrong with a line of a transcript. */
export class TranscriptFault extends Error {
  override readonly name = "TranscriptFault";
  readonly column: number;

  constructor(column: number, message: string) {
    super(message);
    this.column = column;
  }
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0", '"': '"', "\\": "\\" };

/** The words of a line; a `#` outside quotes begins a comment. */
export function wordsOf(line: string): Word[] {
  const words: Word[] = [];
  const pattern = /\s+|#.*|"((?:[^"\\]|\\.)*)"|[^\s"#]+|"/gy;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    const [text, quoted] = match;
    const column = match.index + 1;
    if (text === '"') throw new TranscriptFault(column, 'a quoted text without its closing "');
    if (quoted !== undefined) words.push({ text: unescaped(quoted, column), isQuoted: true, column });
    else if (!/^[\s#]/.test(text)) words.push({ text, isQuoted: false, column });
  }
  return words;
}

function unescaped(text: string, column: number): string {
  return text.replace(/\\u\{([0-9a-fA-F]{1,6})\}|\\(.)/g, (all, code: string | undefined, letter: string) => {
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new TranscriptFault(column, `${all} is no character`);
      return String.fromCodePoint(point);
    }
    const character = escapes[letter];
    if (character === undefined) throw new TranscriptFault(column, `${all} is no escape: there are \\n \\r \\t \\0 \\" \\\\ and \\u{…}`);
    return character;
  });
}

/** The bytes that words stand for: hex, and texts in quotes as UTF-8. */
export function bytesOf(words: readonly Word[]): Uint8Array {
  const all: number[] = [];
  for (const { text, isQuoted, column } of words) {
    if (isQuoted) {
      for (const byte of encodeUtf8(text)) all.push(byte);
      continue;
    }
    if (!/^(?:[0-9a-fA-F]{2})+$/.test(text))
      throw new TranscriptFault(column, `"${text}" is neither hex (two digits a byte) nor a text in quotes`);
    for (let i = 0; i < text.length; i += 2) all.push(Number.parseInt(text.slice(i, i + 2), 16));
  }
  return Uint8Array.from(all);
}
