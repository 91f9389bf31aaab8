import { hexOf } from "../../core/bytes/hex.ts";
import { decodeUtf8 } from "../../core/bytes/text.ts";
import type { CaseEvent, KeptPayload } from "../case/case.ts";
import { counted } from "../case/counted.ts";
import { isUtf8 } from "../fuzzer/utf8-check.ts";

const shownBytesMax = 24;

/** An event in words, with an excerpt: `a text message of 5 bytes, "Hello"`. */
export function eventWords(event: CaseEvent): string {
  switch (event.event) {
    case "timeout":
      return `the pause ${event.tag} of the case`;
    case "pong":
      return `a Pong of ${counted(lengthOf(event), "byte")}${excerpt(event.payload, 0)}`;
    case "message":
      return `a ${event.binary ? "binary" : "text"} message of ${counted(lengthOf(event), "byte")}${excerpt(event.payload, 0)}`;
  }
}

const lengthOf = ({ payload, cutFrom }: KeptPayload): number => cutFrom ?? payload.length;

/** Some bytes of a payload from a position on, as text where they are printable, in hex otherwise. */
export function excerpt(payload: Uint8Array, from: number): string {
  const bytes = payload.subarray(from, from + shownBytesMax);
  if (bytes.length === 0) return "";
  const more = from + shownBytesMax < payload.length ? " …" : "";
  const isPrintable = bytes.every((byte) => byte >= 0x20 && byte !== 0x7f) && isUtf8(bytes);
  return `, ${isPrintable ? `"${decodeUtf8(bytes)}"` : hexOf(bytes, " ")}${more}`;
}
