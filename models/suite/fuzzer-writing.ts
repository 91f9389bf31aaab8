import { type DeflateBlock, writeBlocks } from "../deflate/deflate-blocks.ts";
import { shortestLengthBits, writeHeader } from "../frames/frame-grammar.ts";
import { type FramePart, wholePart } from "../frames/frame-part.ts";
import { joined } from "../words.ts";
import type { WrittenFrame } from "./conversation.ts";

/** What the fuzzer writes: frames as they stand, messages in fragments, and frames that come in parts. */
export class FuzzerWriting {
  readonly isCompressing: boolean;
  /** Frames written, by opcode. */
  readonly sent: Record<number, number> = {};
  fragmentSize = 0;
  readonly #isServer: boolean;
  readonly #write: (part: FramePart) => void;
  #begun: FramePart | undefined;

  constructor(isServer: boolean, isCompressing: boolean, write: (part: FramePart) => void) {
    this.#isServer = isServer;
    this.isCompressing = isCompressing;
    this.#write = write;
  }

  frame({ opcode, fin, rsv, payload, repeatLength }: WrittenFrame): void {
    this.sent[opcode] = (this.sent[opcode] ?? 0) + 1;
    const whole =
      repeatLength === undefined ? payload : Uint8Array.from({ length: repeatLength }, (_, i) => payload[i % payload.length] ?? 0);
    this.#write(wholePart({ ...this.#header(opcode, fin, rsv, whole.length), payload: whole }));
  }

  /** RFC 7692, section 6.1: a message is compressed, and then cut; into more than one piece only with a last one that is not full. */
  message(binary: boolean, message: Uint8Array, fragmentSize = this.fragmentSize): void {
    const payload = this.isCompressing ? storedPayload(message) : message;
    const size = fragmentSize > 0 ? fragmentSize : Math.max(1, payload.length);
    const count = payload.length > size ? Math.floor(payload.length / size) + 1 : 1;
    for (let i = 0; i < count; i++) {
      const opcode = i > 0 ? 0 : binary ? 2 : 1;
      const rsv = this.isCompressing && i === 0 ? 4 : 0;
      this.frame({ opcode, fin: i === count - 1, rsv, payload: payload.slice(i * size, (i + 1) * size) });
    }
  }

  /** The header of a frame whose payload comes in parts; such a frame is not counted. */
  begin({ opcode, fin, payloadLength }: { readonly opcode: number; readonly fin: boolean; readonly payloadLength: number }): void {
    const header = writeHeader(this.#header(opcode, fin, 0, payloadLength), BigInt(payloadLength));
    this.#goTo({ header, length: payloadLength, payload: new Uint8Array(0) });
  }

  goOn(bytes: Uint8Array): void {
    const begun = this.#begun as FramePart;
    this.#goTo({ ...begun, payload: joined(begun.payload, bytes) });
  }

  #goTo(part: FramePart): void {
    this.#begun = part;
    this.#write(part);
  }

  #header(opcode: number, fin: boolean, rsv: number, length: number) {
    const maskingKey = this.#isServer ? undefined : Uint8Array.of(1, 2, 3, 4);
    return { opcode, fin, rsv, lengthBits: shortestLengthBits(length), maskingKey };
  }
}

/** The most bytes of a stored block (RFC 1951, section 3.2.4). */
const storedBytesMax = 0xffff;

/** A message in stored blocks: a compressor may be as lazy as that. */
function storedPayload(message: Uint8Array): Uint8Array {
  const blocks: DeflateBlock[] = [];
  for (let start = 0; start < message.length; start += storedBytesMax) {
    blocks.push({ type: "stored", final: false, bytes: message.slice(start, start + storedBytesMax) });
  }
  return writeBlocks([...blocks, { type: "stored", final: false, bytes: new Uint8Array(0) }]).slice(0, -4);
}
