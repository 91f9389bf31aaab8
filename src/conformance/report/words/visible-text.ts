// Control and format characters, lone surrogates, line and paragraph separators
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text of the peer with `\u{…}` for every character that would hide, break or reorder what is around it. */
export const visibleText = (text: string): string => text.replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

/** The head of an HTTP message line by line; a CR or an LF on its own does not end a line, but is shown. */
export const visibleHead = (head: string): string =>
  head
    .replace(/(?:\r\n)+$/, "")
    .split("\r\n")
    .map(visibleText)
    .join("\n");
