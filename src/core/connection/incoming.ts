import { controlPayloadMax } from "../../../spec/registries/lengths.ts";
import { isDataOpcode, opcodeName, opcodes } from "../../../spec/registries/opcodes.ts";
import { known } from "../blame.ts";
import { GrowingBytes } from "../bytes/growing-bytes.ts";
import { hexByte } from "../bytes/hex.ts";
import { type Fault, failureOf } from "../fault.ts";
import { FrameDecoder } from "../frame/frame-decoder.ts";
import { decodeHeader, type FrameHeader, headerBytesMax, headerLength } from "../frame/frame-header.ts";
import { HeaderJudge } from "../frame/header-judge.ts";
import { rsv1 } from "../frame/header-rules.ts";
import { controlLetter, receivedDataLetter } from "../lifecycle/letter-of.ts";
import { ControlReader } from "../message/control-reader.ts";
import { MessageAssembler } from "../message/message-assembler.ts";
import { Utf8Validator } from "../message/utf8-validator.ts";
import type { MessageInflater } from "../permessage-deflate/message-deflate.ts";
import { excessOf } from "./excess.ts";
import type { Heard } from "./heard.ts";
import type { IncomingOptions } from "./incoming-options.ts";

/** What a piece of a compressed message costs for itself, in bytes inflated in the same time. */
const pieceWork = 1024;

/**
 * Section 6.2: bytes to letters and messages, and everything that is wrong with them. It stops at each one, so that the machine
 * decides, and the application may answer, before the next byte is looked at. Asked again, it goes on behind any fault: an
 * endpoint, which has failed by then, does not ask; whoever watches a peer does.
 */
export class Incoming {
  readonly #options: IncomingOptions;
  readonly #decoder = new FrameDecoder();
  readonly #assembler: MessageAssembler;
  readonly #control: ControlReader;
  readonly #kept: GrowingBytes | undefined;
  /** What was found and is not told yet, and what has to wait for the end of its frame. */
  readonly #found: Heard[] = [];
  readonly #held: Heard[] = [];
  readonly #judge: HeaderJudge;
  /** Inflates the message that has begun, if it is compressed. */
  #inflating: MessageInflater | undefined;
  /** Whether compressed bytes have come that are not inflated yet. */
  #isUnfinished = false;
  /** The compressed message that was inflated to its end. */
  #whole: Uint8Array | undefined;
  /** What was inflated since the last turn, or since the bytes were used up, in bytes. */
  #inflated = 0;
  readonly #inflatedText: Utf8Validator;
  #isInMessage = false;
  /** A fault was found in the message. */
  #isSpoiled = false;
  /** The frame is out of order. */
  #isMisplaced = false;
  /** The frame belongs to no message. */
  #isIgnored = false;
  #frameStart = 0;
  #headerIsOpen = false;

  constructor(options: IncomingOptions) {
    this.#options = options;
    this.#judge = new HeaderJudge({ expectMasked: options.sender === "client", rsvInUse: options.inflater === undefined ? 0 : rsv1 });
    this.#assembler = new MessageAssembler(options.isUtf8, options.keepsMessages);
    this.#control = new ControlReader(options.statusCodes, Math.max(controlPayloadMax, options.keptBytesMax ?? 0));
    this.#inflatedText = new Utf8Validator(options.isUtf8);
    this.#kept = options.keptBytesMax === undefined ? undefined : new GrowingBytes();
  }

  /** Takes bytes; they are unmasked in place. */
  push(bytes: Uint8Array): void {
    this.#decoder.push(bytes);
  }

  /** The next thing the peer did, or `undefined` when the bytes are used up. */
  next(): Heard | undefined {
    if (this.#found.length > 0) return this.#found.shift();
    if (this.#isUnfinished) {
      const heard = this.#goOnInflating(known(this.#inflating, "a message is unfinished that is not compressed"));
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
        this.#frameStart = this.byteOffset - headerLength(this.#decoder.header.secondByte);
        continue;
      }
      const heard = this.#readPayload();
      if (heard !== undefined) return heard;
    }
  }

  /** The data frame just heard is out of order: inside a message it is read as its continuation, outside as nothing. */
  misplace(): void {
    this.#isMisplaced = true;
  }

  /** Position in the stream of the next byte to be looked at. */
  get byteOffset(): number {
    return this.#options.byteOffset + this.#decoder.byteOffset;
  }

  /** A data frame is heard before it is begun, so that the machine has the first word about it. */
  #readHeader(header: FrameHeader): Heard | undefined {
    const length = headerLength(header.secondByte);
    if (this.#judge.judged < length) {
      const heard = this.#judge.settles(header, length) ? this.#dataHeard(header) : this.#judgeHeader(header, length);
      if (heard !== undefined) return heard;
    }
    this.#headerIsOpen = false;
    return this.#beginFrame(header);
  }

  #dataHeard(header: FrameHeader): Heard {
    return { kind: "data", letter: receivedDataLetter(header.firstByte), byteOffset: this.#frameStart };
  }

  /** A header cut by the transport is judged as far as it goes: a violation shows at its first wrong byte. */
  #judgePartialHeader(): Heard | undefined {
    const partial = this.#decoder.partialHeader;
    if (partial.length <= this.#judge.judged) return undefined;
    const padded = new Uint8Array(headerBytesMax);
    padded.set(partial);
    this.#frameStart = this.byteOffset - partial.length;
    return this.#judgeHeader(decodeHeader(padded, 0), partial.length);
  }

  /** The letter of a data frame is decided by its first byte, so it is taken before the second is judged. */
  #judgeHeader(header: FrameHeader, available: number): Heard | undefined {
    if (this.#judge.judged === 0) {
      this.#find(this.#judge.faultsIn(header, 1, this.#frameStart));
      if (isDataOpcode(header.opcode)) this.#found.push(this.#dataHeard(header));
      if (this.#found.length > 0) return this.#found.shift();
    }
    this.#find(this.#judge.faultsIn(header, available, this.#frameStart));
    return this.#found.shift();
  }

  #find(faults: readonly Fault[]): void {
    for (const fault of faults) this.#found.push(failing(fault));
  }

  #beginFrame(header: FrameHeader): Heard | undefined {
    const isMisplaced = this.#isMisplaced;
    const { isFaulty } = this.#judge;
    this.#isMisplaced = false;
    this.#judge.reset();
    if (!isDataOpcode(header.opcode)) return undefined;
    this.#isIgnored = isMisplaced && !this.#isInMessage;
    if (this.#isIgnored) return undefined;
    if (header.opcode !== opcodes.continuation && !isMisplaced) this.#beginMessage(header);
    this.#assembler.beginFrame(header.payloadLength, header.fin);
    if (this.#isSpoiled) return undefined;
    const excess = excessOf(this.#options.limits, header.payloadLength, this.#assembler);
    if (excess === undefined) return undefined;
    this.#isSpoiled = true;
    // What a header that breaks a rule announces is not counted against a limit, but not kept either.
    return isFaulty ? undefined : failing({ ...excess, position: this.byteOffset - 1 });
  }

  /** RFC 7692, section 6: RSV1, the only bit that may be in use, says whether the message is compressed. */
  #beginMessage({ opcode, rsv }: FrameHeader): void {
    this.#inflating = (rsv & rsv1) === 0 ? undefined : this.#options.inflater;
    const format = opcode === opcodes.text ? "text" : "binary";
    this.#assembler.begin(format, this.#inflating !== undefined || this.#options.takesAnyText === true);
    this.#isInMessage = true;
    this.#isSpoiled = false;
    const { messageBytesMax, turnBytes } = this.#options.limits;
    const isJudged = format === "text" && this.#options.takesAnyText !== true;
    this.#inflating?.begin({ messageBytesMax, turnBytes, text: isJudged ? this.#inflatedText : undefined });
  }

  #readPayload(): Heard | undefined {
    const { header, payload, frameIsComplete } = this.#decoder;
    if (this.#kept !== undefined) this.#keep(this.#kept, payload, header.payloadLength);
    if (!isDataOpcode(header.opcode)) return this.#readControl();
    if (!this.#isIgnored && !this.#isSpoiled) this.#readData(payload, frameIsComplete && header.fin);
    return this.#isUnfinished ? this.#found.shift() : this.#endPiece();
  }

  /** What a piece of a data frame ends, once all that can be said about it is said. */
  #endPiece(): Heard | undefined {
    const { header, frameIsComplete } = this.#decoder;
    if (!frameIsComplete) return this.#found.shift();
    this.#endFrame(header);
    return this.#isIgnored || !header.fin ? this.#found.shift() : this.#endMessage();
  }

  /** What was found before comes first. */
  #told(heard: Heard): Heard {
    if (this.#found.length === 0) return heard;
    this.#found.push(heard);
    return known(this.#found.shift(), "nothing was found");
  }

  #keep(kept: GrowingBytes, payload: Uint8Array, payloadLength: number): void {
    const { keptBytesMax = 0 } = this.#options;
    const room = keptBytesMax - kept.length;
    if (room > 0) kept.append(payload.subarray(0, room), Math.min(payloadLength, keptBytesMax));
  }

  #endFrame(header: FrameHeader): void {
    if (this.#kept === undefined) return;
    this.#found.push({ kind: "frame", header, payload: this.#kept.take(), start: this.#frameStart, end: this.byteOffset });
  }

  #readData(payload: Uint8Array, isLast: boolean): void {
    if (this.#inflating !== undefined) return this.#readCompressed(this.#inflating, payload, isLast);
    const broken = this.#assembler.append(payload);
    if (broken < 0) return;
    const byte = hexByte(payload[broken] ?? 0);
    this.#spoilText(`byte 0x${byte} in a text message, which is not UTF-8`, this.byteOffset - payload.length + broken);
  }

  /** RFC 7692, section 7.2.2: a compressed message is inflated as it comes. */
  #readCompressed(inflating: MessageInflater, payload: Uint8Array, isLast: boolean): void {
    inflating.push(payload, isLast);
    if (this.#inflated < this.#options.limits.turnBytes) this.#inflate(inflating);
    else this.#endTurn();
  }

  /** Does the work of one turn on what has come of the message. */
  #inflate(inflating: MessageInflater): void {
    const before = inflating.inflatedLength;
    const found = inflating.advance();
    if (found === "turn") return this.#endTurn();
    this.#isUnfinished = false;
    this.#inflated += inflating.inflatedLength - before + pieceWork;
    if (found === "starved") return;
    if ("requirement" in found) this.#failToInflate(found, inflating.payloadLength);
    else this.#whole = found;
  }

  /** The byte that decides it is in the piece that came last; what is found at the end of a message is decided by its last byte. */
  #failToInflate(fault: Fault, payloadLength: number): void {
    this.#isSpoiled = true;
    this.#found.push(failing({ ...fault, position: this.byteOffset - Math.max(1, payloadLength - fault.position) }));
  }

  #endTurn(): void {
    this.#isUnfinished = true;
    this.#inflated = 0;
    this.#found.push({ kind: "turn" });
  }

  #goOnInflating(inflating: MessageInflater): Heard | undefined {
    this.#inflate(inflating);
    return this.#isUnfinished ? this.#found.shift() : this.#endPiece();
  }

  #spoilText(detail: string, byteOffset: number): void {
    this.#isSpoiled = true;
    this.#found.push(failing({ requirement: "rfc6455/8.1/invalid-utf8-fails", detail, position: byteOffset }));
  }

  #endMessage(): Heard {
    this.#isInMessage = false;
    const isPlain = this.#inflating === undefined;
    if (isPlain && !this.#isSpoiled && !this.#assembler.mayEnd)
      this.#spoilText("a text message that ends inside a UTF-8 character", this.byteOffset - 1);
    const payload = isPlain ? this.#assembler.end() : this.#whole;
    this.#whole = undefined;
    if (this.#isSpoiled) return this.#told({ kind: "spoiled" });
    return this.#told({ kind: "message", format: this.#assembler.format, payload: known(payload, "a message that came to nothing") });
  }

  /** A fault in the body of a Close frame is told at its first wrong byte; where frames are told, behind its own. */
  #readControl(): Heard | undefined {
    const { header, payload, frameIsComplete } = this.#decoder;
    const payloadStart = this.#frameStart + headerLength(header.secondByte);
    const inFrame = this.#kept === undefined ? this.#found : this.#held;
    for (const fault of this.#control.push(header, payload, payloadStart)) inFrame.push(failing(fault));
    if (!frameIsComplete) return this.#found.shift();
    for (const fault of this.#control.faultsAtEnd(header, payloadStart)) inFrame.push(failing(fault));
    this.#endFrame(header);
    if (this.#held.length > 0) this.#found.push(...this.#held.splice(0));
    const control = this.#control.take(header);
    if (opcodeName(header.opcode) === undefined) return this.#found.shift();
    return this.#told({ kind: "control", letter: controlLetter(header.opcode), ...control });
  }
}

const failing = (fault: Fault): Heard => ({ kind: "failure", failure: failureOf(fault) });
