import { GrowingBytes } from "../../core/bytes/growing-bytes.ts";
import { FrameDecoder } from "../../core/frame/frame-decoder.ts";
import type { RawFrame } from "../case/case.ts";

/** The complete frames in some bytes, unmasked. The bytes stay as they are. */
export function framesIn(bytes: Uint8Array): RawFrame[] {
  const decoder = new FrameDecoder();
  const frames: RawFrame[] = [];
  const payload = new GrowingBytes();
  decoder.push(bytes.slice());
  for (let token = decoder.next(); token !== "starved"; token = decoder.next()) {
    if (token === "header") continue;
    payload.append(decoder.payload, 0);
    const { opcode, fin, rsv } = decoder.header;
    if (decoder.frameIsComplete) frames.push({ opcode, fin, rsv, payload: payload.take() });
  }
  return frames;
}
