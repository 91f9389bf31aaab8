import { type DeflateBlock, type DeflateToken, writeBlocks } from "./deflate-blocks.ts";

const flush: DeflateBlock = { type: "stored", final: false, bytes: new Uint8Array(0) };

/** RFC 7692, section 7.2.1: the payload of a compressed message: one block, the empty one behind it, and four octets less. */
export const compressed = (tokens: readonly DeflateToken[]): Uint8Array =>
  writeBlocks([{ type: "fixed", final: false, tokens }, flush]).slice(0, -4);

/** A message as tokens: at each place the longest repetition of what came before, in this message or in earlier ones. */
export function tokensOf(message: Uint8Array, before: Uint8Array, windowBytes: number): DeflateToken[] {
  const all = [...before, ...message];
  const tokens: DeflateToken[] = [];
  for (let at = before.length; at < all.length; ) {
    const best = longestMatch(all, at, Math.max(0, at - windowBytes));
    tokens.push(best.length >= 3 ? best : { literal: all[at] as number });
    at += best.length >= 3 ? best.length : 1;
  }
  return tokens;
}

function longestMatch(all: readonly number[], at: number, earliest: number): { readonly length: number; readonly distance: number } {
  let best = { length: 0, distance: 0 };
  for (let start = earliest; start < at; start++) {
    let length = 0;
    while (length < 258 && at + length < all.length && all[start + length] === all[at + length]) length++;
    if (length > best.length) best = { length, distance: at - start };
  }
  return best;
}
