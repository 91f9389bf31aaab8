import { closeCodes, statusCodes } from "../../../spec/registries/close-codes.ts";
import { isControlOpcode, opcodeName, opcodes } from "../../../spec/registries/opcodes.ts";
import { decodeUtf8, latin1FromBytes } from "../../core/bytes/text.ts";
import { decodeHeader, type FrameHeader, headerBytesMax, headerLength } from "../../core/frame/frame-header.ts";
import { applyMask, wordsOf } from "../../core/frame/masking.ts";
import { Utf8Validator } from "../../core/message/utf8-validator.ts";

/** A part of a frame: some bits of a byte, or some bytes. */
export interface FramePart {
  /** Positions in what was given: the first byte, and behind the last. */
  readonly start: number;
  readonly end: number;
  /** The bits in their byte, with dots for those of other parts, as `1.......`; undefined for whole bytes. */
  readonly bits?: string;
  readonly name: string;
  readonly meaning: string;
}

/** A frame taken apart. */
export interface ExplainedFrame {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly header: FrameHeader;
  readonly parts: readonly FramePart[];
  /** How many bytes are missing at its end. */
  readonly missing: number;
}

const bitsShown = 8;

/** The frames that bytes hold, part by part (section 5.2). The last may be cut. */
export function framesIn(bytes: Uint8Array): ExplainedFrame[] {
  const frames: ExplainedFrame[] = [];
  for (let at = 0; at < bytes.length; ) {
    const frame = frameAt(bytes, at, frames.length + 1);
    frames.push(frame);
    at = frame.end;
  }
  return frames;
}

function frameAt(bytes: Uint8Array, start: number, number: number): ExplainedFrame {
  const padded = new Uint8Array(headerBytesMax);
  padded.set(bytes.subarray(start, start + headerBytesMax));
  const header = decodeHeader(padded, 0);
  const length = headerLength(header.secondByte);
  const payloadStart = start + (bytes.length - start < 2 ? 2 : length);
  const whole = payloadStart + (bytes.length - start < length ? 0 : header.payloadLength);
  const end = Math.min(bytes.length, whole);
  const parts = [...headerParts(header, start), ...payloadParts(header, bytes.subarray(Math.min(payloadStart, end), end), payloadStart)];
  return { number, start, end, header, parts: parts.filter((part) => part.start < bytes.length), missing: whole - end };
}

function headerParts(header: FrameHeader, start: number): FramePart[] {
  const { firstByte, secondByte, fin, rsv, opcode, masked, lengthBytes, payloadLength, maskingKey } = header;
  const bits = (byte: number, from: number, count: number): string =>
    byte
      .toString(2)
      .padStart(bitsShown, "0")
      .split("")
      .map((bit, i) => (i >= from && i < from + count ? bit : "."))
      .join("");
  const first = (from: number, count: number, name: string, meaning: string): FramePart => ({
    start,
    end: start + 1,
    bits: bits(firstByte, from, count),
    name,
    meaning,
  });
  const second = (from: number, count: number, name: string, meaning: string): FramePart => ({
    start: start + 1,
    end: start + 2,
    bits: bits(secondByte, from, count),
    name,
    meaning,
  });
  const set = ["RSV1", "RSV2", "RSV3"].filter((_, i) => (rsv & (4 >> i)) !== 0);
  const marker = secondByte & 0x7f;
  const keyStart = start + 2 + lengthBytes;
  const length = payloadLength > Number.MAX_SAFE_INTEGER ? "more than 2^53" : String(payloadLength);
  return [
    first(0, 1, "FIN", fin ? "the last frame of its message" : "more frames of the message follow"),
    first(1, 3, "RSV", set.length === 0 ? "no reserved bit is set" : `${set.join(", ")} set`),
    first(4, 4, "opcode", `${opcodeName(opcode) ?? "reserved"} (${opcode})${isControlOpcode(opcode) ? ", a control frame" : ""}`),
    second(0, 1, "MASK", masked ? "the payload is masked" : "the payload is not masked"),
    second(
      1,
      7,
      "length",
      lengthBytes === 0 ? `${payloadLength} bytes of payload` : `${marker}: the length is in the next ${lengthBytes} bytes`,
    ),
    ...(lengthBytes === 0 ? [] : [{ start: start + 2, end: keyStart, name: "length", meaning: `${length} bytes of payload` }]),
    ...(masked
      ? [{ start: keyStart, end: keyStart + 4, name: "masking key", meaning: `0x${(maskingKey >>> 0).toString(16).padStart(8, "0")}` }]
      : []),
  ];
}

function payloadParts({ opcode, masked, maskingKey, rsv }: FrameHeader, payload: Uint8Array, start: number): FramePart[] {
  if (payload.length === 0) return [];
  const plain = payload.slice();
  if (masked) applyMask(plain, 0, plain.length, maskingKey, 0, wordsOf(plain));
  const part = (from: number, to: number, name: string, meaning: string): FramePart => ({
    start: start + from,
    end: start + to,
    name: masked ? `${name}, masked` : name,
    meaning,
  });
  if (opcode !== opcodes.close) return [part(0, plain.length, "payload", contentOf(plain, opcode === opcodes.binary || rsv !== 0))];
  if (plain.length === 1) return [part(0, 1, "body", "one byte, which is no status code")];
  const code = ((plain[0] ?? 0) << 8) | (plain[1] ?? 0);
  const reason = plain.subarray(2);
  return [
    part(
      0,
      2,
      "status code",
      `${code}, ${statusCodes[code]?.name ?? (code >= closeCodes.normal && code < 5000 ? "not registered" : "in no range of section 7.4.2")}`,
    ),
    ...(reason.length === 0 ? [] : [part(2, plain.length, "reason", contentOf(reason, false))]),
  ];
}

/** Text where it is that, otherwise how many bytes; unmasked in either case. */
function contentOf(plain: Uint8Array, isBinary: boolean): string {
  const utf8 = new Utf8Validator();
  const isText = utf8.push(plain) < 0;
  if (isBinary) return `${plain.length} bytes`;
  if (!isText) return `not UTF-8: ${JSON.stringify(latin1FromBytes(plain))}`;
  return utf8.isComplete ? JSON.stringify(decodeUtf8(plain)) : `${plain.length} bytes that end inside a character`;
}
