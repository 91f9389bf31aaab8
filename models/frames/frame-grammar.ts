import { masked } from "./masking.ts";

/** A frame as the grammar of RFC 6455, section 5.2, has it; reserved bits as one number, RSV1 being 4. */
export interface GrammarFrame {
  readonly fin: boolean;
  readonly rsv: number;
  readonly opcode: number;
  /** Bits of the field that holds the length: the 7 that are always there, or the extended 16 or 64. */
  readonly lengthBits: 7 | 16 | 64;
  readonly maskingKey?: Uint8Array | undefined;
  /** Unmasked. */
  readonly payload: Uint8Array;
}

/** The frames that some bytes begin with, and the bytes after them that are not a whole frame yet. */
export interface FrameReading {
  readonly frames: readonly GrammarFrame[];
  readonly rest: Uint8Array;
}

/** Reads all bytes at once, header fields as strings of bits. */
export function readFrames(bytes: Uint8Array): FrameReading {
  const frames: GrammarFrame[] = [];
  for (let rest = bytes; ; ) {
    const found = readFrame(rest);
    if (found === undefined) return { frames, rest };
    frames.push(found.frame);
    rest = rest.slice(found.length);
  }
}

function readFrame(bytes: Uint8Array): { readonly frame: GrammarFrame; readonly length: number } | undefined {
  const bits = bitsOf(bytes.slice(0, 14));
  const shortLength = number(bits.slice(9, 16));
  const lengthBits = shortLength === 127 ? 64 : shortLength === 126 ? 16 : 7;
  const lengthField = lengthBits === 7 ? bits.slice(9, 16) : bits.slice(16, 16 + lengthBits);
  const isMasked = bits[8] === "1";
  const headerLength = 2 + (lengthBits === 7 ? 0 : lengthBits / 8) + (isMasked ? 4 : 0);
  const length = headerLength + number(lengthField);
  if (bytes.length < headerLength || bytes.length < length) return undefined;
  const maskingKey = isMasked ? bytes.slice(headerLength - 4, headerLength) : undefined;
  const payload = bytes.slice(headerLength, length);
  const frame = {
    fin: bits[0] === "1",
    rsv: number(bits.slice(1, 4)),
    opcode: number(bits.slice(4, 8)),
    lengthBits,
    maskingKey,
    payload: maskingKey === undefined ? payload : masked(payload, maskingKey),
  } as const;
  return { frame, length };
}

/** The bytes of a frame, legal or not: what the fields say is written as it is. */
export function writeFrame({ fin, rsv, opcode, lengthBits, maskingKey, payload }: GrammarFrame): Uint8Array {
  return Uint8Array.from([
    ...writeHeader({ fin, rsv, opcode, lengthBits, maskingKey }, BigInt(payload.length)),
    ...(maskingKey === undefined ? payload : masked(payload, maskingKey)),
  ]);
}

/** The bytes of a header that states any length its field can hold. */
export function writeHeader({ fin, rsv, opcode, lengthBits, maskingKey }: Omit<GrammarFrame, "payload">, length: bigint): Uint8Array {
  const shortLength = lengthBits === 7 ? length : lengthBits === 16 ? 126n : 127n;
  const bits = [
    fin ? "1" : "0",
    field(BigInt(rsv), 3),
    field(BigInt(opcode), 4),
    maskingKey === undefined ? "0" : "1",
    field(shortLength, 7),
    lengthBits === 7 ? "" : field(length, lengthBits),
  ].join("");
  const octets = bits.match(/.{8}/g) ?? [];
  return Uint8Array.from([...octets.map(number), ...(maskingKey ?? [])]);
}

/** The field that holds a length in as few bytes as possible. */
export const shortestLengthBits = (length: number): GrammarFrame["lengthBits"] => (length < 126 ? 7 : length < 0x1_0000 ? 16 : 64);

const bitsOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => field(BigInt(byte), 8)).join("");

const number = (bits: string): number => Number(BigInt(`0b0${bits}`));

function field(value: bigint, width: number): string {
  const bits = value.toString(2).padStart(width, "0");
  if (bits.length > width) throw new RangeError(`${value} does not fit ${width} bits`);
  return bits;
}
