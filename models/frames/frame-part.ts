import { masked } from "./masking.ts";

/** A frame as far as it has come, read from the left (RFC 6455, section 5.2). */
export interface FramePart {
  /** The bytes of the header that are there. */
  readonly header: Uint8Array;
  /** The length that a complete header announces; undefined before. */
  readonly length: number | undefined;
  /** What has come of the payload, unmasked. */
  readonly payload: Uint8Array;
}

/** The frame that some bytes begin with, whole or not. */
export function readPart(bytes: Uint8Array): FramePart {
  const [, second] = bytes;
  if (second === undefined) return { header: bytes, length: undefined, payload: new Uint8Array(0) };
  const lengthBytes = extendedLengthBytes(second);
  const isMasked = second >= 128;
  const headerLength = 2 + lengthBytes + (isMasked ? 4 : 0);
  const header = bytes.slice(0, headerLength);
  if (header.length < headerLength) return { header, length: undefined, payload: new Uint8Array(0) };
  const length = lengthBytes === 0 ? second % 128 : numberOf(header.slice(2, 2 + lengthBytes));
  const payload = bytes.slice(headerLength, headerLength + length);
  return { header, length, payload: isMasked ? masked(payload, header.slice(-4)) : payload };
}

/** Whether all of a frame is there. */
export const isWhole = ({ length, payload }: FramePart): boolean => payload.length === length;

/** Bytes of the extended payload length behind a second byte. */
export const extendedLengthBytes = (second: number): 0 | 2 | 8 => (second % 128 === 127 ? 8 : second % 128 === 126 ? 2 : 0);

/** Octets as one number, the first being the most significant. */
export const numberOf = (octets: Uint8Array): number => octets.reduce((number, octet) => number * 256 + octet, 0);
