import { isControlOpcode, opcodeName, opcodes } from "../../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import { GrowingBytes } from "../../core/bytes/growing-bytes.ts";
import type { Fault, Flaw } from "../../core/fault.ts";
import { FrameDecoder } from "../../core/frame/frame-decoder.ts";
import { decodeHeader, type FrameHeader, headerBytesMax, headerLength } from "../../core/frame/frame-header.ts";
import { brokenHeaderRules, bytesToDecide, type HeaderPolicy, rsv1 } from "../../core/frame/header-rules.ts";
import { Utf8Validator } from "../../core/message/utf8-validator.ts";
import type { MessageInflater } from "../../core/permessage-deflate/message-deflate.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { FramePlace } from "./seen/seen-frame.ts";
import type { ReceivedFrame } from "./seen/traffic.ts";
import { isUtf8 } from "./utf8-check.ts";

/** What is wrong in the stream of the peer, and in which of its frames. */
export interface FoundViolation {
  readonly kind: "violation";
  readonly fault: Fault;
  /** Which frame of the peer, from 1. */
  readonly frame: number;
}

/** What the fuzzer finds in the bytes of its peer. Unlike an endpoint it goes on after a violation. */
export type Finding =
  | FoundViolation
  /** The payload of the frame is its last `frame.payload.length` bytes. */
  | { readonly kind: "frame"; readonly frame: ReceivedFrame; readonly place: FramePlace }
  | { readonly kind: "message"; readonly binary: boolean; readonly payload: Uint8Array; readonly framedBytes: number };

/** As much as the largest case of the field makes a peer send; what exceeds it is not kept. */
const keptBytesMax = 16 * 1024 * 1024;

/** Reads the peer's frames with the strict decoder and reports every rule they break. */
export class FrameJudge {
  #policy: HeaderPolicy;
  #inflater: MessageInflater | undefined;
  readonly #decoder = new FrameDecoder();
  readonly #payload = new GrowingBytes();
  readonly #message = new GrowingBytes();
  readonly #utf8 = new Utf8Validator();
  #messageOpcode: number | undefined;
  readonly #tolerated: ReadonlySet<RequirementId>;
  readonly #frameBytesMax: number;
  readonly #messageBytesMax: number;
  #isInvalidText = false;
  #isCompressed = false;
  #streamStart = 0;
  #bytesGiven = 0;
  #frameNumber = 0;
  #frameStart = 0;

  constructor(
    peerIsClient: boolean,
    { tolerated = [], frameBytesMax = Number.POSITIVE_INFINITY, messageBytesMax = keptBytesMax }: EngineOptions = {},
  ) {
    this.#policy = { expectMasked: peerIsClient, rsvInUse: 0 };
    this.#tolerated = new Set(tolerated);
    this.#frameBytesMax = frameBytesMax;
    this.#messageBytesMax = Math.min(messageBytesMax, keptBytesMax);
  }

  /** So many bytes of the connection were no frames; positions count them. */
  startAt(byteOffset: number): void {
    this.#streamStart = byteOffset;
  }

  /** permessage-deflate is in use: RSV1 marks compressed messages. */
  useInflater(inflater: MessageInflater): void {
    this.#inflater = inflater;
    this.#policy = { ...this.#policy, rsvInUse: rsv1 };
  }

  /** All findings in the next bytes, in order; they are unmasked in place. */
  *read(bytes: Uint8Array): Generator<Finding> {
    for (const finding of this.#findingsIn(bytes)) {
      if (finding.kind !== "violation" || !this.#tolerated.has(finding.fault.requirement)) yield finding;
    }
  }

  /** How many of the bytes it was given lie behind the finding last told. */
  get unreadBytes(): number {
    return this.#bytesGiven - this.#decoder.byteOffset;
  }

  *#findingsIn(bytes: Uint8Array): Generator<Finding> {
    this.#bytesGiven += bytes.length;
    this.#decoder.push(bytes);
    for (let token = this.#decoder.next(); token !== "starved"; token = this.#decoder.next()) {
      if (token === "header") yield* this.#judgeHeader(this.#decoder.header);
      else yield* this.#readPayload();
    }
    yield* this.#judgePartialHeader();
  }

  *#judgeHeader(header: FrameHeader): Generator<Finding> {
    this.#frameNumber++;
    this.#frameStart = this.#position - headerLength(header.secondByte);
    for (const rule of brokenHeaderRules(header, this.#policy))
      yield this.#protocolError(rule.requirement, rule.detail(header), bytesToDecide(rule, header));
    if (isDataOpcode(header.opcode) && header.payloadLength > this.#frameBytesMax)
      yield this.#violation(tooBig("frame", this.#frameBytesMax), this.#position - 1);
    yield* this.#judgeOrder(header);
    if (this.#messageOpcode === undefined && isDataOpcode(header.opcode) && header.opcode !== opcodes.continuation)
      this.#beginMessage(header);
  }

  /** A header cut by the transport is held, each time more of it comes, against what its first two bytes decide. */
  *#judgePartialHeader(): Generator<Finding> {
    const partial = this.#decoder.partialHeader;
    if (partial.length < 2) return;
    const padded = new Uint8Array(headerBytesMax);
    padded.set(partial);
    const header = decodeHeader(padded, 0);
    this.#frameNumber++;
    this.#frameStart = this.#position - partial.length;
    for (const { requirement, detail, decidedBy } of brokenHeaderRules(header, this.#policy)) {
      if (decidedBy === 1 || decidedBy === 2) yield this.#protocolError(requirement, detail(header), decidedBy);
    }
    yield* this.#judgeOrder(header);
    // It is counted when it is complete.
    this.#frameNumber--;
  }

  *#judgeOrder({ opcode }: FrameHeader): Generator<Finding> {
    if (!isDataOpcode(opcode)) return;
    const isContinuation = opcode === opcodes.continuation;
    if (isContinuation && this.#messageOpcode === undefined) {
      yield this.#protocolError("rfc6455/5.4/continuation-follows-start", "continuation frame without a message to continue", 1);
    } else if (!isContinuation && this.#messageOpcode !== undefined) {
      yield this.#protocolError("rfc6455/5.4/fragments-not-interleaved", "new message before the last fragment of the one before", 1);
    }
  }

  /** Position of the next byte to be looked at. */
  get #position(): number {
    return this.#streamStart + this.#decoder.byteOffset;
  }

  /** A header whose so many first bytes decide it. */
  #protocolError(requirement: RequirementId, detail: string, decidedBy: number): FoundViolation {
    return this.#violation({ requirement, detail }, this.#frameStart + decidedBy - 1);
  }

  #violation(flaw: Flaw, position: number): FoundViolation {
    return { kind: "violation", fault: { ...flaw, position }, frame: this.#frameNumber };
  }

  #beginMessage({ opcode, rsv }: FrameHeader): void {
    this.#isCompressed = this.#inflater !== undefined && (rsv & rsv1) !== 0;
    this.#messageOpcode = opcode;
    this.#message.take();
    this.#utf8.reset();
    this.#isInvalidText = false;
  }

  *#readPayload(): Generator<Finding> {
    const { header, payload, frameIsComplete } = this.#decoder;
    const isData = isDataOpcode(header.opcode) && this.#messageOpcode !== undefined;
    // Limits are on messages: a Ping between two fragments is part of none.
    const [bytesBefore, bytesMax] = isData ? [this.#message.length, this.#messageBytesMax] : [0, keptBytesMax];
    if (bytesBefore + this.#payload.length + payload.length <= bytesMax) this.#payload.append(payload, 0);
    else if (isData) yield this.#violation(tooBig("message", bytesMax), this.#position - 1);
    if (isData && this.#messageOpcode === opcodes.text && !this.#isCompressed) {
      const broken = this.#isInvalidText ? 0 : this.#utf8.push(payload);
      this.#isInvalidText ||= broken >= 0;
      if (this.#isInvalidText) yield this.#violation(invalidText, this.#position - payload.length + broken);
    }
    if (!frameIsComplete) return;
    const whole = this.#payload.take();
    const place = { number: this.#frameNumber, start: this.#frameStart, end: this.#position };
    yield { kind: "frame", frame: receivedFrame(header, whole), place };
    if (isData) yield* this.#endDataFrame(header, whole);
  }

  *#endDataFrame({ fin }: FrameHeader, payload: Uint8Array): Generator<Finding> {
    this.#message.append(payload, 0);
    if (!fin) return;
    const binary = this.#messageOpcode === opcodes.binary;
    this.#messageOpcode = undefined;
    const framed = this.#message.take();
    if (this.#isCompressed) yield this.#inflated(binary, framed);
    else if (!binary && this.#judgesText && (this.#isInvalidText || !this.#utf8.isComplete))
      yield this.#violation(invalidText, this.#position - 1);
    else yield { kind: "message", binary, payload: framed, framedBytes: framed.length };
  }

  get #judgesText(): boolean {
    return !this.#tolerated.has(invalidText.requirement);
  }

  #inflated(binary: boolean, framed: Uint8Array): Finding {
    const payload = (this.#inflater as MessageInflater).inflate(framed, this.#messageBytesMax);
    // What a compressed message gets wrong is known when it has come whole.
    if ("requirement" in payload) return this.#violation(payload, this.#position - 1);
    if (!binary && this.#judgesText && !isUtf8(payload)) return this.#violation(invalidText, this.#position - 1);
    return { kind: "message", binary, payload, framedBytes: framed.length };
  }
}

/** Whether frames of this opcode are part of messages. */
const isDataOpcode = (opcode: number): boolean => !isControlOpcode(opcode) && opcodeName(opcode) !== undefined;

const invalidText: Flaw = {
  requirement: "rfc6455/8.1/invalid-utf8-fails",
  detail: "text message that is not UTF-8",
};

const tooBig = (what: "frame" | "message", bytesMax: number): Flaw => ({
  requirement: "rfc6455/10.4/limits-protect",
  detail: `${what} of more than ${bytesMax} bytes`,
});

function receivedFrame({ opcode, fin, rsv, masked, maskingKey }: FrameHeader, payload: Uint8Array): ReceivedFrame {
  const key = Uint8Array.of(maskingKey >>> 24, maskingKey >>> 16, maskingKey >>> 8, maskingKey);
  return { opcode, fin, rsv, masked, maskingKey: masked ? key : null, payload };
}
