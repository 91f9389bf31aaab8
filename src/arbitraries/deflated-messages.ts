import fc from "fast-check";
import { type DeflateBlock, type DeflateToken, writeBlocks } from "../../models/deflate/deflate-blocks.ts";
import type { Role } from "../../spec/role.ts";
import type { DeflateParameters } from "../core/permessage-deflate/permessage-deflate.ts";
import { joined } from "./bytes.ts";

/** What was agreed on about the messages that one side sends. */
export interface SenderAgreement {
  readonly noContextTakeover: boolean;
  readonly windowBits: number;
}

/** RFC 7692, section 7.1: what the sender of the frames that a role receives has to keep to. */
export const directionTo = (role: Role, agreed: DeflateParameters | null): SenderAgreement | null => {
  if (agreed === null) return null;
  return role === "server"
    ? { noContextTakeover: agreed.clientNoContextTakeover, windowBits: agreed.clientMaxWindowBits }
    : { noContextTakeover: agreed.serverNoContextTakeover, windowBits: agreed.serverMaxWindowBits };
};

/** How a sender compresses a message, out of all the ways that RFC 7692, section 7.2.1 leaves to it. */
export interface DeflateStyle {
  readonly type: DeflateBlock["type"];
  /** How many blocks the message is cut into. */
  readonly blocks: number;
  readonly final: boolean;
  /** Whether what was there before is referred to. */
  readonly refers: boolean;
}

/** Any way to compress. */
export const deflateStyles = (): fc.Arbitrary<DeflateStyle> =>
  fc.record({
    type: fc.constantFrom<DeflateBlock["type"]>("fixed", "dynamic", "stored"),
    blocks: fc.integer({ min: 1, max: 3 }),
    final: fc.boolean(),
    refers: fc.boolean(),
  });

const storedBytesMax = 0xffff;
/** Beyond this, literals alone would be slow to write. */
const literalsMax = 300;
const emptyBlock: DeflateBlock = { type: "stored", final: false, bytes: new Uint8Array(0) };

/** The payload of some blocks that make up a message: the empty block that ends it is there but for its last four bytes. */
export const payloadOfBlocks = (blocks: readonly DeflateBlock[]): Uint8Array => writeBlocks([...blocks, emptyBlock]).slice(0, -4);

/** The payload of a compressed message that comes after a window. */
export function deflated(message: Uint8Array, window: Uint8Array, { windowBits }: SenderAgreement, style: DeflateStyle): Uint8Array {
  const { final } = style;
  const type = message.length > storedBytesMax && style.type === "stored" ? "fixed" : style.type;
  const pieceLength = Math.ceil(message.length / style.blocks);
  const starts = pieceLength === 0 ? [] : Array.from({ length: Math.ceil(message.length / pieceLength) }, (_, i) => i * pieceLength);
  const refers = style.refers || message.length > literalsMax;
  const text = latin1(joined(window, message));
  const blocks = starts.map((start): DeflateBlock => {
    const end = Math.min(start + pieceLength, message.length);
    if (type === "stored") return { type, final, bytes: message.slice(start, end) };
    const tokens = tokensOf(text, window.length + start, window.length + end, refers ? 2 ** windowBits : 0);
    return type === "fixed" ? { type, final, tokens } : { type, final, tokens, steps: 0, repeats: true };
  });
  return payloadOfBlocks(blocks);
}

const matchLengthMin = 3;
const matchLengthMax = 258;

/** Literals, and a repetition wherever the next three bytes are found within reach. */
function tokensOf(text: string, start: number, end: number, reach: number): DeflateToken[] {
  const tokens: DeflateToken[] = [];
  for (let at = start; at < end; ) {
    const found = at === 0 || end - at < matchLengthMin ? -1 : text.lastIndexOf(text.slice(at, at + matchLengthMin), at - 1);
    if (found < 0 || at - found > reach) {
      tokens.push({ literal: text.charCodeAt(at++) });
      continue;
    }
    let length = matchLengthMin;
    while (length < matchLengthMax && at + length < end && text[found + length] === text[at + length]) length++;
    tokens.push({ length, distance: at - found });
    at += length;
  }
  return tokens;
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

/** What later messages of a sender may refer to, once it has sent one more. */
export const slidWindow = (window: Uint8Array, message: Uint8Array, { noContextTakeover, windowBits }: SenderAgreement): Uint8Array =>
  noContextTakeover ? window : joined(window, message).slice(-(2 ** windowBits));
