import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import { JoinedBytes } from "../bytes/joined-bytes.ts";
import { deflateRaw } from "../deflate/deflate.ts";
import type { DeflatePort, InflateFault, Inflation } from "../deflate/deflate-port.ts";
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

/** Section 7.2.2: inflates the compressed messages of the peer, one after the other. */
export class MessageInflater {
  readonly #direction: DeflateDirection;
  readonly #port: DeflatePort;
  readonly #windowBytes: number;
  readonly #window: SlidingWindow;
  readonly #pieces = new JoinedBytes();
  #inflation: Inflation | undefined;
  #payloadLength = 0;
  #text: Utf8Validator | undefined;
  #isText = true;

  constructor(direction: DeflateDirection, port: DeflatePort) {
    this.#direction = direction;
    this.#port = port;
    this.#windowBytes = 1 << direction.windowBits;
    this.#window = new SlidingWindow(this.#windowBytes);
  }

  /** The message that a payload stands for, all fragments together, or what is wrong with which byte of that, in a single turn. */
  inflate(payload: Uint8Array, messageBytesMax: number): Uint8Array | Fault {
    this.begin(payload, { messageBytesMax, turnBytes: Number.POSITIVE_INFINITY });
    for (;;) {
      const message = this.advance();
      if (message !== undefined) return message;
    }
  }

  /** Takes the payload of the next message, all fragments together; `advance` does the work. */
  begin(payload: Uint8Array, { messageBytesMax, turnBytes, text }: InflatingBounds): void {
    this.#payloadLength = payload.length;
    this.#text = text;
    this.#isText = true;
    text?.reset();
    const bytes = new Uint8Array(payload.length + tail.length);
    bytes.set(payload);
    bytes.set(tail, payload.length);
    const request = { bytes, window: this.#window.bytes, windowBytes: this.#windowBytes, outputBytesMax: messageBytesMax, turnBytes };
    this.#inflation = this.#port.inflate(request);
  }

  /** Does the work of one turn; returns the message with the last one, or why there is none. The window is as before then. */
  advance(): Uint8Array | Fault | undefined {
    const inflation = this.#inflation as Inflation;
    if (!inflation.isComplete) {
      const fault = this.#payloadLength === 0 ? emptyPayload : this.#inflate(inflation);
      if (fault !== undefined) return this.#refuse(fault);
      if (!inflation.isComplete) return undefined;
    }
    const message = this.#pieces.join();
    if (message === undefined) return undefined;
    this.#inflation = undefined;
    if (!this.#isText || this.#text?.isComplete === false) return invalidText(this.#payloadLength);
    if (!this.#direction.noContextTakeover) this.#window.push(message);
    return message;
  }

  /** Whether the text is UTF-8 is told when the message is otherwise found to be right. */
  #inflate(inflation: Inflation): Fault | undefined {
    const piece = inflation.advance();
    if ("kind" in piece) return this.#faultOf(piece, this.#payloadLength);
    if (this.#isText && this.#text !== undefined) this.#isText = this.#text.push(piece) < 0;
    this.#pieces.add(piece);
    return undefined;
  }

  #refuse(fault: Fault): Fault {
    this.#inflation = undefined;
    this.#pieces.clear();
    return fault;
  }

  #faultOf(fault: InflateFault, payloadLength: number): Fault {
    const position = Math.min(fault.position, payloadLength - 1);
    const detail = `a compressed message with ${fault.detail}`;
    if (fault.kind === "tooLarge") return { requirement: "rfc6455/10.4/limits-protect", detail, position };
    // What goes wrong in the tail was not over when the payload was.
    if (fault.position >= payloadLength) return { ...emptyPayload, detail: "a compressed message that ends inside a block", position };
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

const invalidText = (payloadLength: number): Fault => ({
  requirement: "rfc6455/8.1/invalid-utf8-fails",
  detail: "a compressed text message that is not UTF-8",
  position: payloadLength - 1,
});

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
