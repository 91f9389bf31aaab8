import type { Letter } from "../../spec/lifecycle/letters.ts";
import type { StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import { controlPayloadMax } from "../../spec/registries/lengths.ts";
import { isControlOpcode, opcodes } from "../../spec/registries/opcodes.ts";
import { type Failure, known } from "./blame.ts";
import { type Fault, failureOf, movedBy } from "./fault.ts";
import { FrameDecoder } from "./frame/frame-decoder.ts";
import { decodeHeader, type FrameHeader, headerBytesMax, headerLength } from "./frame/frame-header.ts";
import { bytesToDecide, firstBrokenRule, type HeaderPolicy } from "./frame/header-rules.ts";
import { type PlainHeaders, plainHeadersUnder } from "./frame/plain-headers.ts";
import type { MessageFormat } from "./input.ts";
import { controlLetter, receivedDataLetter } from "./lifecycle/letter-of.ts";
import { type Limits, limitRequirements } from "./limits.ts";
import { CloseBodyReader } from "./message/close-body.ts";
import type { CloseStatus } from "./message/close-status.ts";
import { MessageAssembler } from "./message/message-assembler.ts";
import { Utf8Validator } from "./message/utf8-validator.ts";
import type { MessageInflater } from "./permessage-deflate/message-deflate.ts";

/** What the peer is found to have done. */
export type Heard =
  | { readonly kind: "data"; readonly letter: Letter; readonly byteOffset: number }
  | { readonly kind: "control"; readonly letter: Letter; readonly payload: Uint8Array; readonly status: CloseStatus | undefined }
  | { readonly kind: "message"; readonly format: MessageFormat; readonly payload: Uint8Array }
  | { readonly kind: "failure"; readonly failure: Failure }
  /** Nothing yet: there is more to do than is done in one turn. */
  | { readonly kind: "turn" };

/** What a piece of a compressed message costs for itself, in bytes inflated in the same time. */
const pieceWork = 1024;

/** What an incoming side is made with. */
export interface IncomingOptions {
  readonly policy: HeaderPolicy;
  readonly limits: Limits;
  readonly statusCodes: StatusCodeProfile;
  readonly isUtf8: ((bytes: Uint8Array) => boolean) | undefined;
  /** Position in the stream of the first byte after the opening handshake. */
  readonly byteOffset: number;
}

/**
 * Section 6.2: bytes to letters and messages. It stops at each one, so that the machine decides, and the application may
 * answer, before the next byte is looked at.
 */
export class Incoming {
  readonly #options: IncomingOptions;
  readonly #decoder = new FrameDecoder();
  readonly #assembler: MessageAssembler;
  readonly #closeBody: CloseBodyReader;
  readonly #control = new Uint8Array(controlPayloadMax);
  #policy: HeaderPolicy;
  #plain: PlainHeaders;
  #inflater: MessageInflater | undefined;
  /** Inflates the message that has begun, if it is compressed. */
  #inflating: MessageInflater | undefined;
  /** Whether compressed bytes have come that are not inflated yet. */
  #isUnfinished = false;
  /** What was inflated since the last turn, or since the bytes were used up, in bytes. */
  #inflated = 0;
  readonly #inflatedText: Utf8Validator;
  #controlLength = 0;
  #headerIsOpen = false;
  /** How many bytes of the open header were held against the rules. */
  #judged = 0;

  constructor(options: IncomingOptions) {
    this.#options = options;
    this.#policy = options.policy;
    this.#plain = plainHeadersUnder(options.policy);
    this.#assembler = new MessageAssembler(options.isUtf8);
    this.#closeBody = new CloseBodyReader(options.statusCodes);
    this.#inflatedText = new Utf8Validator(options.isUtf8);
  }

  /** permessage-deflate is in use from the first frame on. */
  useInflater(inflater: MessageInflater, policy: HeaderPolicy): void {
    this.#inflater = inflater;
    this.#policy = policy;
    this.#plain = plainHeadersUnder(policy);
  }

  /** Takes bytes; they are unmasked in place. */
  push(bytes: Uint8Array): void {
    this.#decoder.push(bytes);
  }

  /** The next thing the peer did, or `undefined` when the bytes are used up. */
  next(): Heard | undefined {
    if (this.#isUnfinished) {
      const heard = this.#inflate(known(this.#inflating, "a message is unfinished that is not compressed"));
      if (heard !== undefined) return heard;
    }
    for (;;) {
      if (this.#headerIsOpen) {
        const heard = this.#readHeader(this.#decoder.header);
        if (heard !== undefined) return heard;
      }
      const token = this.#decoder.next();
      if (token === "starved") {
        this.#inflated = 0;
        return this.#judgePartialHeader();
      }
      if (token === "header") {
        this.#headerIsOpen = true;
        continue;
      }
      const heard = this.#readPayload();
      if (heard !== undefined) return heard;
    }
  }

  /** Position in the stream of the next byte to be looked at. */
  get #byteOffset(): number {
    return this.#options.byteOffset + this.#decoder.byteOffset;
  }

  /** A data frame is heard before it is begun, so that the machine has the first word about it. */
  #readHeader(header: FrameHeader): Heard | undefined {
    const length = headerLength(header.secondByte);
    if (this.#judged < length) {
      const frameStart = this.#byteOffset - length;
      const heard =
        this.#judged === 0 && this.#plain.has(header)
          ? this.#dataHeard(header, length, frameStart)
          : this.#judgeHeader(header, length, frameStart);
      if (heard !== undefined) return heard;
    }
    this.#headerIsOpen = false;
    this.#judged = 0;
    return this.#beginFrame(header);
  }

  #dataHeard(header: FrameHeader, judged: number, byteOffset: number): Heard {
    this.#judged = judged;
    return { kind: "data", letter: receivedDataLetter(header.firstByte), byteOffset };
  }

  /** A header cut by the transport is judged as far as it goes: a violation shows at its first wrong byte. */
  #judgePartialHeader(): Heard | undefined {
    const partial = this.#decoder.partialHeader;
    if (partial.length <= this.#judged) return undefined;
    const padded = new Uint8Array(headerBytesMax);
    padded.set(partial);
    return this.#judgeHeader(decodeHeader(padded, 0), partial.length, this.#byteOffset - partial.length);
  }

  /** The letter of a data frame is decided by its first byte, so it is taken before the second is judged. */
  #judgeHeader(header: FrameHeader, available: number, frameStart: number): Heard | undefined {
    if (this.#judged === 0) {
      const violation = this.#brokenRule(header, 1, frameStart);
      this.#judged = 1;
      if (violation !== undefined) return violation;
      if (!isControlOpcode(header.opcode)) return this.#dataHeard(header, 1, frameStart);
    }
    const violation = this.#brokenRule(header, available, frameStart);
    this.#judged = available;
    return violation;
  }

  #brokenRule(header: FrameHeader, available: number, frameStart: number): Heard | undefined {
    const rule = firstBrokenRule(header, this.#policy, this.#judged, available);
    if (rule === undefined) return undefined;
    const byteOffset = frameStart + bytesToDecide(rule, header) - 1;
    return failing({ requirement: rule.requirement, detail: rule.detail(header), position: byteOffset });
  }

  #beginFrame(header: FrameHeader): Heard | undefined {
    if (isControlOpcode(header.opcode)) {
      this.#controlLength = 0;
      return undefined;
    }
    if (header.opcode !== opcodes.continuation) this.#beginMessage(header);
    this.#assembler.beginFrame(header.payloadLength, header.fin);
    return this.#exceededLimit(header.payloadLength);
  }

  /** RFC 7692, section 6: RSV1, the only bit that may be in use, says whether the message is compressed. */
  #beginMessage({ opcode, rsv }: FrameHeader): void {
    const isCompressed = rsv !== 0;
    this.#inflating = isCompressed ? known(this.#inflater, "RSV1 where no extension is in use") : undefined;
    const format = opcode === opcodes.text ? "text" : "binary";
    this.#assembler.begin(format, isCompressed);
    const { messageBytesMax, turnBytes } = this.#options.limits;
    this.#inflating?.begin({ messageBytesMax, turnBytes, text: format === "text" ? this.#inflatedText : undefined });
  }

  #exceededLimit(payloadLength: number): Heard | undefined {
    const { frameBytesMax, messageBytesMax, fragmentsMax } = this.#options.limits;
    const { announcedBytes, fragments } = this.#assembler;
    if (payloadLength > frameBytesMax) return this.#excess("frameBytesMax", `a frame of ${payloadLength} bytes`);
    if (announcedBytes > messageBytesMax) return this.#excess("messageBytesMax", `a message of at least ${announcedBytes} bytes`);
    if (fragments > fragmentsMax) return this.#excess("fragmentsMax", `a message of ${fragments} fragments`);
    return undefined;
  }

  #excess(limit: keyof typeof limitRequirements, what: string): Heard {
    const detail = `${what}, where ${limit} is ${this.#options.limits[limit]}`;
    return failing({ requirement: limitRequirements[limit], detail, position: this.#byteOffset - 1 });
  }

  #readPayload(): Heard | undefined {
    return isControlOpcode(this.#decoder.header.opcode) ? this.#readControl() : this.#readData();
  }

  #readData(): Heard | undefined {
    const { payload, frameIsComplete, header } = this.#decoder;
    const isLast = frameIsComplete && header.fin;
    if (this.#inflating !== undefined) return this.#readCompressed(this.#inflating, payload, isLast);
    const broken = this.#assembler.append(payload);
    if (broken >= 0) {
      const byte = (payload[broken] as number).toString(16).padStart(2, "0");
      return this.#invalidText(`byte 0x${byte} in a text message, which is not UTF-8`, this.#byteOffset - payload.length + broken);
    }
    if (!isLast) return undefined;
    if (!this.#assembler.mayEnd) return this.#invalidText("a text message that ends inside a UTF-8 character", this.#byteOffset - 1);
    return { kind: "message", format: this.#assembler.format, payload: this.#assembler.end() };
  }

  /** RFC 7692, section 7.2.2: a compressed message is inflated as it comes. */
  #readCompressed(inflating: MessageInflater, payload: Uint8Array, isLast: boolean): Heard | undefined {
    inflating.push(payload, isLast);
    return this.#inflated < this.#options.limits.turnBytes ? this.#inflate(inflating) : this.#endTurn();
  }

  /** Does the work of one turn on what has come of the message. */
  #inflate(inflating: MessageInflater): Heard | undefined {
    const before = inflating.inflatedLength;
    const found = inflating.advance();
    if (found === "turn") return this.#endTurn();
    this.#isUnfinished = false;
    this.#inflated += inflating.inflatedLength - before + pieceWork;
    if (found === "starved") return undefined;
    if ("requirement" in found) return this.#failedToInflate(found, inflating.payloadLength);
    return { kind: "message", format: this.#assembler.format, payload: found };
  }

  /** The byte that decides it is in the piece that came last; what is found at the end of a message is decided by its last byte. */
  #failedToInflate(fault: Fault, payloadLength: number): Heard {
    return failing({ ...fault, position: this.#byteOffset - Math.max(1, payloadLength - fault.position) });
  }

  #endTurn(): Heard {
    this.#isUnfinished = true;
    this.#inflated = 0;
    return { kind: "turn" };
  }

  #invalidText(detail: string, byteOffset: number): Heard {
    return failing({ requirement: "rfc6455/8.1/invalid-utf8-fails", detail, position: byteOffset });
  }

  #readControl(): Heard | undefined {
    const { payload, frameIsComplete, header } = this.#decoder;
    const isClose = header.opcode === opcodes.close;
    const fault = isClose ? this.#closeBody.push(payload) : undefined;
    if (fault !== undefined) return failing(movedBy(this.#byteOffset - payload.length - this.#controlLength, fault));
    this.#control.set(payload, this.#controlLength);
    this.#controlLength += payload.length;
    if (!frameIsComplete) return undefined;
    return isClose ? this.#endClose() : this.#complete(header.opcode, undefined);
  }

  #endClose(): Heard {
    const status = this.#closeBody.end();
    if ("requirement" in status) return failing({ ...status, position: this.#byteOffset - 1 });
    return this.#complete(opcodes.close, status);
  }

  #complete(opcode: number, status: CloseStatus | undefined): Heard {
    return { kind: "control", letter: controlLetter(opcode), payload: this.#control.slice(0, this.#controlLength), status };
  }
}

const failing = (fault: Fault): Heard => ({ kind: "failure", failure: failureOf(fault) });
