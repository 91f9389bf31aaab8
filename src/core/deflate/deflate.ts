import { BitOutput } from "./bit-output.ts";
import type { DeflateRequest } from "./deflate-port.ts";
import { endOfBlock, matchLengthMax } from "./deflate-symbols.ts";
import { type Code, fixedDistance, fixedLengths, fixedLiterals } from "./fixed-codes.ts";
import { lookUpLength, PositionTable } from "./position-table.ts";

// BFINAL = 0 and BTYPE, the type above                      (section 3.2.3)
const storedBlock = 0b000;
const fixedBlock = 0b010;
const blockHeaderBits = 3;
const storedLengthMax = 0xffff;
const storedHeaderBytes = 5;
const literalBitsMax = 9;
const noBytes = new Uint8Array(0);

/** RFC 1951: a plain compressor, which finds the last repetition and has fixed codes only; see `DeflatePort`. */
export function deflateRaw({ bytes, window, windowBytes }: DeflateRequest): Uint8Array {
  const text = new Uint8Array(Math.min(window.length, windowBytes) + bytes.length);
  const start = text.length - bytes.length;
  text.set(window.subarray(window.length - start));
  text.set(bytes, start);
  const compressed = fixed(text, start, windowBytes);
  return compressed.length <= storedLength(bytes.length) ? compressed : stored(bytes);
}

/** How many bytes come of so many when they are stored, with the empty block at the end. */
const storedLength = (length: number): number => length + storedHeaderBytes * (Math.ceil(length / storedLengthMax) + 1);

function stored(bytes: Uint8Array): Uint8Array {
  const output = new BitOutput(storedLength(bytes.length));
  for (let at = 0; at < bytes.length; at += storedLengthMax) putStored(output, bytes.subarray(at, at + storedLengthMax));
  putStored(output, noBytes);
  return output.end();
}

// LEN = 2 octets, NLEN = 2 octets, LEN octets               (section 3.2.4)
function putStored(output: BitOutput, bytes: Uint8Array): void {
  output.put(storedBlock, blockHeaderBits);
  output.alignToByte();
  output.put(bytes.length, 16);
  output.put(bytes.length ^ 0xffff, 16);
  output.putBytes(bytes);
}

function fixed(text: Uint8Array, start: number, windowBytes: number): Uint8Array {
  const output = new BitOutput(Math.ceil(((text.length - start) * literalBitsMax) / 8) + 2 * storedHeaderBytes);
  const positions = new PositionTable(text);
  positions.insert(0, start);
  output.put(fixedBlock, blockHeaderBits);
  for (let at = start; at < text.length; ) {
    const before = positions.replace(at);
    const length = before >= 0 && at - before <= windowBytes ? commonLength(text, before, at) : 0;
    if (length < lookUpLength) {
      putCode(output, fixedLiterals[text[at++] as number] as Code);
      continue;
    }
    putCode(output, fixedLengths[length] as Code);
    putCode(output, fixedDistance(at - before));
    positions.insert(at + 1, at + length);
    at += length;
  }
  putCode(output, fixedLiterals[endOfBlock] as Code);
  putStored(output, noBytes);
  return output.end();
}

/** How many bytes are the same at two places, as far as a match can go. */
function commonLength(text: Uint8Array, before: number, at: number): number {
  const end = Math.min(at + matchLengthMax, text.length);
  let to = at;
  while (to < end && text[to - at + before] === text[to]) to++;
  return to - at;
}

const putCode = (output: BitOutput, { bits, length }: Code): void => output.put(bits, length);
