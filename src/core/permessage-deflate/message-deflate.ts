import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import { GrowingBytes } from "../bytes/growing-bytes.ts";
import { JoinedBytes } from "../bytes/joined-bytes.ts";
import { deflateRaw } from "../deflate/deflate.ts";
import type { DeflatePort, InflateFault, InflateRequest, Inflation } from "../deflate/deflate-port.ts";
import { inflateInTurns } from "../deflate/inflate.ts";
import { SlidingWindow } from "../deflate/sliding-window.ts";
import type { Fault } from "../fault.ts";
import type { Utf8Validator } from "../message/utf8-validator.ts";
import type { DeflateParameters } from "./permessage-deflate.ts";

/** What was agreed on about the messages of one side. */
export interface DeflateDirection {
  readonly sender: Role;
  readonly noContextTakeover: boolean;
  readonly windowBits: number;
}

/** RFC 7692, section 7.1: the parameters that are about the messages of one side. */
export const directionFrom = (sender: Role, parameters: DeflateParameters): DeflateDirection =>
  sender === "server"
    ? { sender, noContextTakeover: parameters.serverNoContextTakeover, windowBits: parameters.serverMaxWindowBits }
    : { sender, noContextTakeover: parameters.clientNoContextTakeover, windowBits: parameters.clientMaxWindowBits };

// The end of the empty stored block that ends every message (section 7.2.1).
const tail = [0x00, 0x00, 0xff, 0xff];

/** The bounds of one message, and what is asked of it. */
export interface InflatingBounds {
  readonly messageBytesMax: number;
  /** About so many bytes are inflated in one turn. */
  readonly turnBytes: number;
  /** Text has to be UTF-8 when it is inflated; it is checked by this, which begins with it. */
  readonly text?: Utf8Validator | undefined;
}

/** What has come of the payload so far: the message, why there is none, or that it takes another turn or more of the payload. */
export type Inflated = Uint8Array | Fault | "turn" | "starved";

/** Section 7.2.2: inflates the compressed messages of the peer, one after the other, each as it comes. */
export class MessageInflater {
  readonly #direction: DeflateDirection;
  readonly #port: DeflatePort;
  readonly #windowBytes: number;
  readonly #window: SlidingWindow;
  readonly #pieces = new JoinedBytes();
  #bounds: InflatingBounds = { messageBytesMax: 0, turnBytes: 0 };
  #inflation: Inflation | undefined;
  #payloadLength = 0;
  #isWhole = false;
  /** How many bytes of the message there are. */
  #length = 0;
  /** The payload of a text that comes in pieces: where it is not UTF-8 is looked up in it. */
  readonly #payload = new GrowingBytes();
  #wholePayload: Uint8Array | undefined;
  /** Inflates anew what was UTF-8, so that the next byte of the payload shows where it no longer was. */
  #upToBroken: Inflation | undefined;

  constructor(direction: DeflateDirection, port: DeflatePort) {
    this.#direction = direction;
    this.#port = port;
    this.#windowBytes = 1 << direction.windowBits;
    this.#window = new SlidingWindow(this.#windowBytes);
  }

  /** How many bytes of the payload have come. */
  get payloadLength(): number {
    return this.#payloadLength;
  }

  /** How many bytes of the message have been inflated. */
  get inflatedLength(): number {
    return this.#length;
  }

  /** The message that a payload stands for, all fragments together, or why there is none, in a single turn. */
  inflate(payload: Uint8Array, messageBytesMax: number): Uint8Array | Fault {
    this.begin({ messageBytesMax, turnBytes: Number.POSITIVE_INFINITY });
    this.push(payload, true);
    for (;;) {
      const message = this.advance();
      if (typeof message !== "string") return message;
    }
  }

  /** The next message begins. */
  begin(bounds: InflatingBounds): void {
    this.#bounds = bounds;
    this.#inflation = this.#port.inflate(this.#request(bounds.messageBytesMax));
    this.#payloadLength = 0;
    this.#isWhole = false;
    this.#length = 0;
    this.#forget();
    bounds.text?.reset();
  }

  /** Takes the next piece of the payload, fragments one after the other; `advance` does the work, before the next piece comes. Behind a fault all is dropped. */
  push(piece: Uint8Array, isLast: boolean): void {
    if (this.#inflation === undefined) return;
    const before = this.#payloadLength;
    this.#payloadLength += piece.length;
    this.#isWhole = isLast;
    if (this.#bounds.text !== undefined) {
      if (isLast && before === 0) this.#wholePayload = piece;
      else this.#payload.append(piece, 0);
    }
    if (this.#payloadLength > 0) this.#inflation.push(isLast ? withTail(piece) : piece, isLast);
  }

  /** Does the work of one turn; returns the message with the last one, or why there is none. The window is as before then. */
  advance(): Inflated {
    if (this.#upToBroken !== undefined) return this.#findBroken(this.#upToBroken);
    const inflation = this.#inflation;
    if (inflation === undefined) return "starved";
    if (!inflation.isUsedUp) {
      const broken = this.#take(inflation.advance());
      if (broken >= 0) return this.#beginToFind(broken);
      if (inflation.fault !== undefined) return this.#refuse(this.#faultOf(inflation.fault, this.#payloadLength));
      if (!inflation.isUsedUp) return "turn";
    }
    return this.#isWhole ? this.#end() : "starved";
  }

  /** Takes what was inflated; returns the position in the message of a byte that is not UTF-8, or -1. */
  #take(piece: Uint8Array): number {
    const before = this.#length;
    this.#length += piece.length;
    this.#pieces.add(piece);
    const broken = this.#bounds.text?.push(piece) ?? -1;
    return broken < 0 ? -1 : before + broken;
  }

  #end(): Uint8Array | Fault | "turn" {
    if (this.#payloadLength === 0) return this.#refuse(emptyPayload);
    if (this.#bounds.text?.isComplete === false) return this.#refuse(invalidText("ends inside a UTF-8 character", this.#payloadLength - 1));
    const message = this.#pieces.join(this.#bounds.turnBytes);
    if (message === undefined) return "turn";
    this.#inflation = undefined;
    this.#forget();
    if (!this.#direction.noContextTakeover) this.#window.push(message);
    return message;
  }

  #beginToFind(broken: number): Fault | "turn" {
    const upToBroken = inflateInTurns(this.#request(broken));
    upToBroken.push(this.#wholePayload ?? this.#payload.take(), false);
    this.#forget();
    this.#upToBroken = upToBroken;
    return this.#findBroken(upToBroken);
  }

  #findBroken(upToBroken: Inflation): Fault | "turn" {
    upToBroken.advance();
    if (!upToBroken.isUsedUp) return "turn";
    const fault = upToBroken.fault === undefined ? this.#faultOfTail() : undefined;
    return this.#refuse(fault ?? invalidText("is not UTF-8", upToBroken.fault?.position ?? this.#payloadLength - 1));
  }

  /** What is no text only by the tail was not over when the payload was, unless the tail happens to complete it. */
  #faultOfTail(): Fault | undefined {
    const inflation = this.#inflation as Inflation;
    while (!inflation.isUsedUp) inflation.advance();
    return inflation.fault && this.#faultOf(inflation.fault, this.#payloadLength);
  }

  #refuse(fault: Fault): Fault {
    this.#inflation = undefined;
    this.#forget();
    return fault;
  }

  /** Lets go of what was kept for this message. */
  #forget(): void {
    this.#pieces.clear();
    if (this.#payload.length > 0) this.#payload.take();
    this.#wholePayload = undefined;
    this.#upToBroken = undefined;
  }

  #request(outputBytesMax: number): InflateRequest {
    return { window: this.#window.bytes, windowBytes: this.#windowBytes, outputBytesMax, turnBytes: this.#bounds.turnBytes };
  }

  #faultOf(fault: InflateFault, payloadLength: number): Fault {
    const position = Math.min(fault.position, payloadLength - 1);
    const detail = `a compressed message with ${fault.detail}`;
    // What goes wrong in the tail was not over when the payload was.
    if (fault.position >= payloadLength) return { ...emptyPayload, detail: "a compressed message that ends inside a block", position };
    if (fault.kind === "tooLarge") return { requirement: "rfc6455/10.4/limits-protect", detail, position };
    const requirement = fault.kind === "distanceTooFar" ? this.#requirementOfDistance(fault) : "rfc7692/7.2.1/payload-is-deflate";
    return { requirement, detail, position };
  }

  /** A distance breaks the window that was agreed on, or goes back to an earlier message against the agreement, or nowhere. */
  #requirementOfDistance({ distance = 0 }: InflateFault): RequirementId {
    const { sender, noContextTakeover } = this.#direction;
    if (distance > this.#windowBytes) {
      return sender === "server" ? "rfc7692/7.1.2.1/server-keeps-window" : "rfc7692/7.1.2.2/client-keeps-window";
    }
    if (!noContextTakeover) return "rfc7692/7.2.1/payload-is-deflate";
    return sender === "server" ? "rfc7692/7.2.1/server-starts-empty" : "rfc7692/7.2.1/client-starts-empty";
  }
}

const emptyPayload: Fault = {
  requirement: "rfc7692/7.2.1/ends-with-empty-stored-block",
  detail: "a compressed message without payload",
  position: 0,
};

const invalidText = (what: string, position: number): Fault => ({
  requirement: "rfc6455/8.1/invalid-utf8-fails",
  detail: `a compressed text message that ${what}`,
  position,
});

function withTail(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(payload.length + tail.length);
  bytes.set(payload);
  bytes.set(tail, payload.length);
  return bytes;
}

/** How much of the window is looked through for a message: at least the first, and so many times its own length. */
const windowBytesMin = 8192;
const windowBytesPerByte = 4;

/** Section 7.2.1: compresses our messages, one after the other. */
export class MessageDeflater {
  readonly #noContextTakeover: boolean;
  readonly #deflate: DeflatePort["deflate"];
  readonly #windowBytes: number;
  readonly #window: SlidingWindow;
  readonly #thresholdBytes: number;

  /** Whole messages below the threshold are not compressed. */
  constructor({ noContextTakeover, windowBits }: DeflateDirection, port: DeflatePort, thresholdBytes: number) {
    this.#noContextTakeover = noContextTakeover;
    // Where the host's compressor cannot keep to so small a window, ours can.
    this.#deflate = windowBits < port.compressWindowBitsMin ? deflateRaw : port.deflate;
    this.#windowBytes = 1 << windowBits;
    this.#window = new SlidingWindow(this.#windowBytes);
    this.#thresholdBytes = thresholdBytes;
  }

  /** The payload of a compressed message, or `undefined` if the message had better be sent as it is: it is short, or no shorter compressed. */
  deflate(message: Uint8Array): Uint8Array | undefined {
    if (message.length < this.#thresholdBytes) return undefined;
    const compressed = this.#compress(message);
    const payload = compressed.subarray(0, compressed.length - tail.length);
    if (payload.length >= message.length) return undefined;
    // Only what the peer inflates is in the window that it keeps.
    if (!this.#noContextTakeover) this.#window.push(message);
    return payload;
  }

  /** The payload of one frame of a compressed message, which has as many frames as fragments. A single one is a whole message. */
  deflateFragment(fragment: Uint8Array, isLast: boolean): Uint8Array {
    const bytes = this.#compress(fragment);
    this.#window.push(fragment);
    if (!isLast) return bytes;
    if (this.#noContextTakeover) this.#window.clear();
    return bytes.subarray(0, bytes.length - tail.length);
  }

  /** A long window takes more time than it saves bytes of a short message. */
  #compress(bytes: Uint8Array): Uint8Array {
    const window = this.#window.bytes.subarray(-Math.max(windowBytesMin, windowBytesPerByte * bytes.length));
    return this.#deflate({ bytes, window, windowBytes: this.#windowBytes });
  }
}
