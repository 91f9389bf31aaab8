import { hexOf } from "../../../core/bytes/hex.ts";
import { decodeUtf8 } from "../../../core/bytes/text.ts";
import type { Excerpt } from "../../fuzzer/seen/wire-log.ts";
import { isUtf8 } from "../../fuzzer/utf8-check.ts";

// The mark appears although up to 64 bytes are shown: scripts written for Autobahn rely on the forms as they are.
const unmarkedLengthMax = 60;

const mark = (excerpt: Excerpt): string => (excerpt.length > unmarkedLengthMax ? " ..." : "");

/** The first bytes in hex, with ` ...` behind them if there were more than 60. */
export const hexForm = (excerpt: Excerpt): string => hexOf(excerpt.head) + mark(excerpt);

/** The first bytes as text, with ` ...` behind it if there were more than 60; `0x` and hex if they are not UTF-8. */
export function textForm(excerpt: Excerpt): string {
  return isUtf8(excerpt.head) ? decodeUtf8(excerpt.head) + mark(excerpt) : `0x${hexForm(excerpt)}`;
}
