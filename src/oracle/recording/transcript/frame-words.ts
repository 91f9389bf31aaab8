import { opcodes } from "../../../../spec/registries/opcodes.ts";
import type { Role } from "../../../../spec/role.ts";
import { encodeFrame, keyWord } from "../../../core/frame/frame-encoder.ts";
import { applyMask, wordsOf as maskWords } from "../../../core/frame/masking.ts";
import { bytesOf, type Spot, TranscriptFault, type Word } from "./words.ts";

const named: Readonly<Record<string, number>> = {
  continuation: opcodes.continuation,
  text: opcodes.text,
  binary: opcodes.binary,
  close: opcodes.close,
  ping: opcodes.ping,
  pong: opcodes.pong,
};

const reserved: Readonly<Record<string, number>> = { rsv1: 4, rsv2: 2, rsv3: 1 };

/** Words that may stand before the name of a frame, with what they change. */
interface FrameForm {
  fin: boolean;
  rsv: number;
  masked: boolean;
  key: Uint8Array | undefined;
  lengthBytes: 2 | 8 | undefined;
}

/** Whether words begin a frame written by its name. */
export const isFrame = (word: Word | undefined): boolean =>
  word !== undefined &&
  !word.isQuoted &&
  (word.text in named ||
    word.text in reserved ||
    ["opcode", "more", "masked", "unmasked", "key", "length16", "length64"].includes(word.text));

/** The bytes of a frame that is written by its name, as `rsv1 text "Hello"` or `close 1000 "bye"`. A client masks, with a key made from the number of the frame. */
export function frameFrom(words: readonly Word[], from: Role, number: number): Uint8Array {
  const form: FrameForm = { fin: true, rsv: 0, masked: from === "client", key: undefined, lengthBytes: undefined };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const { text } = word;
    if (text === "more") form.fin = false;
    else if (text in reserved) form.rsv |= reserved[text] ?? 0;
    else if (text === "masked" || text === "unmasked") form.masked = text === "masked";
    else if (text === "length16" || text === "length64") form.lengthBytes = text === "length16" ? 2 : 8;
    else if (text === "key") form.key = keyFrom(word, rest.shift());
    else return written(form, opcodeFrom(word, rest), payloadFrom(word, rest), number);
  }
  throw new TranscriptFault(
    (words.at(-1) as Word).at,
    "a frame without its name: text, binary, continuation, close, ping, pong or opcode N",
  );
}

function keyFrom(word: Word, key: Word | undefined): Uint8Array {
  const bytes = key === undefined ? undefined : bytesOf([key]);
  if (bytes?.length !== 4) throw new TranscriptFault(word.at, "key wants four bytes in hex, as key 37fa213d");
  return bytes;
}

function opcodeFrom({ text, at }: Word, rest: Word[]): number {
  if (text !== "opcode") return named[text] ?? unknown(text, at);
  const opcode = Number(rest.shift()?.text);
  if (!Number.isInteger(opcode) || opcode < 0 || opcode > 15) throw new TranscriptFault(at, "opcode wants a number from 0 to 15");
  return opcode;
}

const unknown = (text: string, at: Spot): never => {
  throw new TranscriptFault(at, `"${text}" is no frame: there are ${Object.keys(named).join(", ")} and opcode N`);
};

/** A Close frame may have a status code in decimal before its reason. */
function payloadFrom({ text }: Word, rest: readonly Word[]): Uint8Array {
  const [code, ...reason] = rest;
  if (text !== "close" || code === undefined || !/^[0-9]{3,5}$/.test(code.text) || code.isQuoted) return bytesOf(rest);
  const status = Number(code.text);
  if (status > 0xffff) throw new TranscriptFault(code.at, "a status code has two bytes: 65535 is the largest");
  return Uint8Array.of(status >> 8, status & 0xff, ...bytesOf(reason));
}

function written({ fin, rsv, masked, key, lengthBytes }: FrameForm, opcode: number, payload: Uint8Array, number: number): Uint8Array {
  const maskingKey = masked ? (key ?? keyOf(number)) : undefined;
  if (lengthBytes === undefined) return encodeFrame({ fin, rsv, opcode, payload, maskingKey });
  const header = new Uint8Array(2 + lengthBytes + (maskingKey?.length ?? 0));
  header[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  header[1] = (masked ? 0x80 : 0) | (lengthBytes === 2 ? 126 : 127);
  for (let i = 0, left = payload.length; i < lengthBytes; i++, left = Math.floor(left / 256)) header[1 + lengthBytes - i] = left % 256;
  if (maskingKey !== undefined) header.set(maskingKey, 2 + lengthBytes);
  const bytes = new Uint8Array(header.length + payload.length);
  bytes.set(header);
  bytes.set(payload, header.length);
  if (maskingKey !== undefined) applyMask(bytes, header.length, bytes.length, keyWord(maskingKey), 0, maskWords(bytes));
  return bytes;
}

/** Every frame gets a key of its own, as section 5.3 wants it; nobody has to guess it. */
const keyOf = (number: number): Uint8Array => {
  const mixed = Math.imul(number + 1, 0x9e37_79b1) >>> 0;
  return Uint8Array.of(mixed >>> 24, (mixed >>> 16) & 0xff, (mixed >>> 8) & 0xff, mixed & 0xff);
};
