/** Section 5.2: what the first bytes of a frame say. Described, not judged. */
export interface FrameHeader {
  /** The two bytes every header has, as they came. */
  readonly firstByte: number;
  readonly secondByte: number;
  readonly fin: boolean;
  /** Three bits: 4 is RSV1, 2 is RSV2, 1 is RSV3. */
  readonly rsv: number;
  readonly opcode: number;
  readonly masked: boolean;
  /** Bytes of extended payload length: 0, 2 or 8. */
  readonly lengthBytes: 0 | 2 | 8;
  /** Exact up to 2^53; beyond that only known to be larger. */
  readonly payloadLength: number;
  /** The most significant bit of a 64-bit length. */
  readonly lengthTopBit: boolean;
  /** The masking key as a big-endian word; 0 when the frame is not masked. */
  readonly maskingKey: number;
}

/** The longest header: 2 bytes, a 64-bit length and a masking key. */
export const headerBytesMax = 14;

/** How many bytes the header has that begins with these two. */
export function headerLength(second: number): number {
  const marker = second & 0x7f;
  return 2 + (marker === 126 ? 2 : marker === 127 ? 8 : 0) + ((second & 0x80) === 0 ? 0 : 4);
}

/** Reads a complete header at a position; the caller has made sure that `headerLength` bytes are there. */
export function decodeHeader(bytes: Uint8Array, at: number): FrameHeader {
  const first = bytes[at] as number;
  const second = bytes[at + 1] as number;
  const marker = second & 0x7f;
  const lengthBytes = marker === 126 ? 2 : marker === 127 ? 8 : 0;
  const masked = (second & 0x80) !== 0;
  return {
    firstByte: first,
    secondByte: second,
    fin: (first & 0x80) !== 0,
    rsv: (first >> 4) & 0x7,
    opcode: first & 0x0f,
    masked,
    lengthBytes,
    payloadLength: lengthBytes === 0 ? marker : readUnsigned(bytes, at + 2, lengthBytes),
    lengthTopBit: lengthBytes === 8 && (bytes[at + 2] as number) >= 0x80,
    maskingKey: masked ? readWord(bytes, at + 2 + lengthBytes) : 0,
  };
}

function readUnsigned(bytes: Uint8Array, at: number, length: 2 | 8): number {
  if (length === 2) return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  return (readWord(bytes, at) >>> 0) * 0x1_0000_0000 + (readWord(bytes, at + 4) >>> 0);
}

const readWord = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
