import { shortLengthMax } from "../../spec/registries/lengths.ts";
import type { FrameHeader } from "../core/frame/frame-header.ts";
import type { RecordedHeader } from "./recording/recording.ts";

/** A header of which the recording keeps what it says and not how it was written: the length is taken to be in its shortest form. */
export function headerFrom({ fin, rsv, opcode, masked, payloadLength }: RecordedHeader): FrameHeader {
  const lengthBytes = payloadLength <= shortLengthMax ? 0 : payloadLength <= 0xffff ? 2 : 8;
  const marker = lengthBytes === 0 ? payloadLength : lengthBytes === 2 ? 126 : 127;
  return {
    firstByte: (fin ? 0x80 : 0) | (rsv << 4) | opcode,
    secondByte: (masked ? 0x80 : 0) | marker,
    fin,
    rsv,
    opcode,
    masked,
    lengthBytes,
    payloadLength,
    lengthTopBit: false,
    maskingKey: 0,
  };
}
