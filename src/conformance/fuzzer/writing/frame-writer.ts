import { opcodes } from "../../../../spec/registries/opcodes.ts";
import { encodeFrame, encodeHeader, keyWord } from "../../../core/frame/frame-encoder.ts";
import { rsv1 } from "../../../core/frame/header-rules.ts";
import { applyMask } from "../../../core/frame/masking.ts";
import type { MessageDeflater } from "../../../core/permessage-deflate/message-deflate.ts";
import type { RawFrame, Step } from "../../case/case.ts";
import type { Traffic } from "../seen/traffic.ts";
import type { SendQueue } from "./send-queue.ts";
import { StreamedFrame } from "./streamed-frame.ts";

type BeginFrame = Extract<Step, { step: "beginFrame" }>;

/** Puts frames on the wire exactly as a case says, legal or not, masked where the fuzzer is the client or the case says so. */
export class FrameWriter {
  readonly #queue: SendQueue;
  readonly #traffic: Traffic;
  readonly #newKey: () => Uint8Array | undefined;
  #streamKey: Uint8Array | undefined;
  #streamOffset = 0;
  #deflater: MessageDeflater | undefined;

  constructor(queue: SendQueue, traffic: Traffic, newKey: () => Uint8Array | undefined) {
    this.#queue = queue;
    this.#traffic = traffic;
    this.#newKey = newKey;
  }

  /** permessage-deflate is in use: messages are compressed, single frames never are. */
  useDeflater(deflater: MessageDeflater): void {
    this.#deflater = deflater;
  }

  send(frame: RawFrame): void {
    const maskingKey = frame.maskingKey ?? this.#newKey();
    const payload = frame.repeatLength === undefined ? frame.payload : repeated(frame.payload, frame.repeatLength);
    const bytes = encodeFrame({ fin: frame.fin, rsv: frame.rsv, opcode: frame.opcode, payload, maskingKey });
    const start = this.#queue.byteOffset;
    this.#traffic.frameSent(frame, maskingKey, start, start + bytes.length);
    if (frame.chopSize !== undefined || frame.sync === true) this.#queue.sendApart(bytes, frame.chopSize);
    else this.#queue.send(bytes);
  }

  /** A frame whose bytes are made as the peer takes them: whatever its length, it takes no memory. */
  stream(frame: RawFrame): void {
    const maskingKey = frame.maskingKey ?? this.#newKey();
    const source = new StreamedFrame({ ...frame, maskingKey }, frame.repeatLength ?? frame.payload.length);
    const start = this.#queue.byteOffset;
    this.#traffic.frameSent(frame, maskingKey, start, start + source.length);
    this.#queue.stream(source, frame.chopSize ?? (frame.sync === true ? source.length : undefined));
  }

  /** What was streamed and still waits for the peer to take what came before. */
  get waiting(): SendQueue["waiting"] {
    return this.#queue.waiting;
  }

  /**
   * A message that fits as one frame, any other cut into frames of a size. The last is shorter: empty after a multiple of the
   * size, as Autobahn sends it. What is compressed is compressed before it is cut.
   */
  sendMessage(binary: boolean, message: Uint8Array, fragmentSize: number): void {
    const payload = this.#deflater?.deflateFragment(message, true) ?? message;
    const rsvOfFirst = payload === message ? 0 : rsv1;
    this.#traffic.message("outgoing", payload.length, message.length);
    const size = fragmentSize > 0 ? fragmentSize : Math.max(payload.length, 1);
    const first = binary ? opcodes.binary : opcodes.text;
    const isWhole = payload.length <= size;
    for (let start = 0, fin = false; !fin; start += size) {
      fin = isWhole || start + size > payload.length;
      const opcode = start === 0 ? first : opcodes.continuation;
      const rsv = start === 0 ? rsvOfFirst : 0;
      this.send({ opcode, fin, rsv, payload: payload.subarray(start, start + size) });
    }
  }

  /** Only the header of a frame; its payload follows in pieces. Neither counts as a frame in the log. */
  beginFrame({ opcode, fin, payloadLength }: BeginFrame): void {
    this.#streamKey = this.#newKey();
    this.#streamOffset = 0;
    const header = encodeHeader({ fin, rsv: 0, opcode, maskingKey: this.#streamKey }, payloadLength);
    const start = this.#queue.byteOffset;
    this.#traffic.frameBegun({ opcode, fin }, payloadLength, start, start + header.length + payloadLength);
    this.#queue.send(header);
  }

  frameBytes(bytes: Uint8Array): void {
    const piece = bytes.slice();
    if (this.#streamKey !== undefined) applyMask(piece, 0, piece.length, keyWord(this.#streamKey), this.#streamOffset);
    this.#streamOffset += piece.length;
    this.#queue.send(piece);
  }
}

/** Bytes, one after the other, over and over, up to a length. */
export function repeated(payload: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(payload.subarray(0, length));
  for (let done = payload.length; done > 0 && done < length; done *= 2) bytes.copyWithin(done, 0, Math.min(done, length - done));
  return bytes;
}
