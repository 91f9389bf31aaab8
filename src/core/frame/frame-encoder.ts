import { shortLengthMax } from "../../../spec/registries/lengths.ts";
import { applyMask, wordsOf } from "./masking.ts";

/** A frame to be written; `rsv` has RSV1 as 4, RSV2 as 2, RSV3 as 1. */
export interface FrameToWrite {
  readonly fin: boolean;
  readonly rsv: number;
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** Four bytes for a masked frame, none for an unmasked one. */
  readonly maskingKey?: Uint8Array | undefined;
}

/** Section 5.2: the bytes of a frame, its length in the shortest form. The payload is copied, never changed. */
export function encodeFrame(frame: FrameToWrite): Uint8Array {
  const { payload, maskingKey } = frame;
  const header = encodeHeader(frame, payload.length);
  const bytes = new Uint8Array(header.length + payload.length);
  bytes.set(header);
  bytes.set(payload, header.length);
  if (maskingKey !== undefined) applyMask(bytes, header.length, bytes.length, keyWord(maskingKey), 0, wordsOf(bytes));
  return bytes;
}

/** Section 5.2: a header that announces a payload, with the masking key if there is one. */
export function encodeHeader({ fin, rsv, opcode, maskingKey }: Omit<FrameToWrite, "payload">, payloadLength: number): Uint8Array {
  const lengthBytes = payloadLength <= shortLengthMax ? 0 : payloadLength <= 0xffff ? 2 : 8;
  const header = new Uint8Array(2 + lengthBytes + (maskingKey?.length ?? 0));
  header[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  header[1] = (maskingKey === undefined ? 0 : 0x80) | (lengthBytes === 0 ? payloadLength : lengthBytes === 2 ? 126 : 127);
  for (let i = 0, rest = payloadLength; i < lengthBytes; i++, rest = Math.floor(rest / 256)) header[1 + lengthBytes - i] = rest % 256;
  if (maskingKey !== undefined) header.set(maskingKey, 2 + lengthBytes);
  return header;
}

/** A masking key of four bytes as the big-endian word that `applyMask` takes. */
export const keyWord = (key: Uint8Array): number =>
  ((key[0] as number) << 24) | ((key[1] as number) << 16) | ((key[2] as number) << 8) | (key[3] as number);
