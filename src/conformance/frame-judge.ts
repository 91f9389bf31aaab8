import { isControlOpcode, opcodeName, opcodes } from "../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import { GrowingBytes } from "../core/bytes/growing-bytes.ts";
import type { MessageInflater } from "../core/extension/message-deflate.ts";
import { FrameDecoder } from "../core/frame/frame-decoder.ts";
import { decodeHeader, type FrameHeader, headerBytesMax } from "../core/frame/frame-header.ts";
import { brokenHeaderRules, type HeaderPolicy, rsv1 } from "../core/frame/header-rules.ts";
import { Utf8Validator } from "../core/message/utf8-validator.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { ReceivedFrame } from "./traffic.ts";
import { isUtf8 } from "./utf8-check.ts";

/** What the fuzzer finds in the bytes of its peer. Unlike an endpoint it goes on after a violation. */
export type Finding =
  | { readonly kind: "violation"; readonly closeCode: number; readonly requirement: RequirementId; readonly detail: string }
  | { readonly kind: "frame"; readonly frame: ReceivedFrame }
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

  constructor(
    peerIsClient: boolean,
    { tolerated = [], frameBytesMax = Number.POSITIVE_INFINITY, messageBytesMax = keptBytesMax }: EngineOptions = {},
  ) {
    this.#policy = { expectMasked: peerIsClient, rsvInUse: 0 };
    this.#tolerated = new Set(tolerated);
    this.#frameBytesMax = frameBytesMax;
    this.#messageBytesMax = Math.min(messageBytesMax, keptBytesMax);
  }

  /** permessage-deflate is in use: RSV1 marks compressed messages. */
  useInflater(inflater: MessageInflater): void {
    this.#inflater = inflater;
    this.#policy = { ...this.#policy, rsvInUse: rsv1 };
  }

  /** All findings in the next bytes, in order; they are unmasked in place. */
  *read(bytes: Uint8Array): Generator<Finding> {
    for (const finding of this.#findingsIn(bytes)) {
      if (finding.kind !== "violation" || !this.#tolerated.has(finding.requirement)) yield finding;
    }
  }

  *#findingsIn(bytes: Uint8Array): Generator<Finding> {
    this.#decoder.push(bytes);
    for (let token = this.#decoder.next(); token !== "starved"; token = this.#decoder.next()) {
      if (token === "header") yield* this.#judgeHeader(this.#decoder.header);
      else yield* this.#readPayload();
    }
    yield* this.#judgePartialHeader();
  }

  *#judgeHeader(header: FrameHeader): Generator<Finding> {
    for (const { requirement, detail } of brokenHeaderRules(header, this.#policy)) yield protocolError(requirement, detail(header));
    if (header.payloadLength > this.#frameBytesMax) yield tooBig("frame", this.#frameBytesMax);
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
    for (const { requirement, detail, decidedBy } of brokenHeaderRules(header, this.#policy)) {
      if (decidedBy === 1 || decidedBy === 2) yield protocolError(requirement, detail(header));
    }
    yield* this.#judgeOrder(header);
  }

  *#judgeOrder({ opcode }: FrameHeader): Generator<Finding> {
    if (!isDataOpcode(opcode)) return;
    const isContinuation = opcode === opcodes.continuation;
    if (isContinuation && this.#messageOpcode === undefined) {
      yield protocolError("rfc6455/5.4/continuation-follows-start", "continuation frame without a message to continue");
    } else if (!isContinuation && this.#messageOpcode !== undefined) {
      yield protocolError("rfc6455/5.4/fragments-not-interleaved", "new message before the last fragment of the one before");
    }
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
    if (this.#message.length + this.#payload.length + payload.length > this.#messageBytesMax)
      yield tooBig("message", this.#messageBytesMax);
    else this.#payload.append(payload, 0);
    const isData = isDataOpcode(header.opcode) && this.#messageOpcode !== undefined;
    if (isData && this.#messageOpcode === opcodes.text && !this.#isCompressed) {
      this.#isInvalidText ||= this.#utf8.push(payload) >= 0;
      if (this.#isInvalidText) yield invalidText;
    }
    if (!frameIsComplete) return;
    const whole = this.#payload.take();
    yield { kind: "frame", frame: receivedFrame(header, whole) };
    if (isData) yield* this.#endDataFrame(header, whole);
  }

  *#endDataFrame({ fin }: FrameHeader, payload: Uint8Array): Generator<Finding> {
    this.#message.append(payload, 0);
    if (!fin) return;
    const binary = this.#messageOpcode === opcodes.binary;
    this.#messageOpcode = undefined;
    const framed = this.#message.take();
    if (this.#isCompressed) yield this.#inflated(binary, framed);
    else if (!binary && this.#judgesText && (this.#isInvalidText || !this.#utf8.isComplete)) yield invalidText;
    else yield { kind: "message", binary, payload: framed, framedBytes: framed.length };
  }

  get #judgesText(): boolean {
    return !this.#tolerated.has(invalidText.requirement);
  }

  #inflated(binary: boolean, framed: Uint8Array): Finding {
    const payload = (this.#inflater as MessageInflater).inflate(framed, this.#messageBytesMax);
    if ("blame" in payload)
      return { kind: "violation", closeCode: payload.closeCode, requirement: payload.requirement, detail: payload.detail };
    return binary || !this.#judgesText || isUtf8(payload) ? { kind: "message", binary, payload, framedBytes: framed.length } : invalidText;
  }
}

/** Whether frames of this opcode are part of messages. */
const isDataOpcode = (opcode: number): boolean => !isControlOpcode(opcode) && opcodeName(opcode) !== undefined;

const protocolError = (requirement: RequirementId, detail: string): Finding => ({
  kind: "violation",
  closeCode: 1002,
  requirement,
  detail,
});

const invalidText = {
  kind: "violation",
  closeCode: 1007,
  requirement: "rfc6455/8.1/invalid-utf8-fails",
  detail: "text message that is not UTF-8",
} as const satisfies Finding;

const tooBig = (what: "frame" | "message", bytesMax: number): Finding => ({
  kind: "violation",
  closeCode: 1009,
  requirement: "rfc6455/10.4/limits-protect",
  detail: `${what} of more than ${bytesMax} bytes`,
});

function receivedFrame({ opcode, fin, rsv, masked, maskingKey }: FrameHeader, payload: Uint8Array): ReceivedFrame {
  const key = Uint8Array.of(maskingKey >>> 24, maskingKey >>> 16, maskingKey >>> 8, maskingKey);
  return { opcode, fin, rsv, masked, maskingKey: masked ? key : null, payload };
}
