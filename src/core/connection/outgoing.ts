import { closeCodes, maySendStatusCode, type StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import { controlPayloadMax } from "../../../spec/registries/lengths.ts";
import { isControlOpcode, opcodes } from "../../../spec/registries/opcodes.ts";
import type { Misuse } from "../blame.ts";
import { encodeUtf8 } from "../bytes/text.ts";
import { encodeFrame } from "../frame/frame-encoder.ts";
import { rsv1 } from "../frame/header-rules.ts";
import type { Bytes, Command } from "../input.ts";
import { requirementOfCode, writeCloseBody } from "../message/close-body.ts";
import { Utf8Validator } from "../message/utf8-validator.ts";
import type { MessageDeflater } from "../permessage-deflate/message-deflate.ts";
import type { Ports } from "../ports.ts";

/** The commands that ask for a frame. */
export type SendCommand = Extract<Command, { kind: "message" | "firstFragment" | "nextFragment" | "ping" | "pong" | "close" }>;

/** A frame the application wants sent. */
export interface FrameToSend {
  readonly opcode: number;
  readonly fin: boolean;
  readonly payload: Uint8Array;
}

/** Section 6.1: what the application sends, to frames, masked where this endpoint is the client. */
export class Outgoing {
  readonly #masks: boolean;
  readonly #ports: Ports;
  readonly #statusCodes: StatusCodeProfile;
  readonly #utf8: Utf8Validator;
  #isText = false;
  /** The first half of a surrogate pair that a fragment of text ended with; its other half begins the next fragment. */
  #half = "";
  #deflater: MessageDeflater | undefined;

  constructor(masks: boolean, ports: Ports, statusCodes: StatusCodeProfile) {
    this.#masks = masks;
    this.#ports = ports;
    this.#statusCodes = statusCodes;
    this.#utf8 = new Utf8Validator(ports.isUtf8);
  }

  /** permessage-deflate is in use from the first frame on. */
  useDeflater(deflater: MessageDeflater): void {
    this.#deflater = deflater;
  }

  /** The bytes of a frame the machine has allowed; where compression is in use, messages are compressed here. */
  encode(frame: FrameToSend): Uint8Array {
    const { rsv, payload } = this.#deflated(frame);
    return encodeFrame({
      opcode: frame.opcode,
      fin: frame.fin,
      rsv,
      payload,
      maskingKey: this.#masks ? this.#ports.randomBytes(4) : undefined,
    });
  }

  /** RFC 7692, section 6.1: a message is compressed as a whole; its first frame says so. */
  #deflated({ opcode, fin, payload }: FrameToSend): { readonly rsv: number; readonly payload: Uint8Array } {
    if (this.#deflater === undefined || isControlOpcode(opcode)) return { rsv: 0, payload };
    if (opcode === opcodes.continuation) return { rsv: 0, payload: this.#deflater.deflateFragment(payload, fin) };
    if (!fin) return { rsv: rsv1, payload: this.#deflater.deflateFragment(payload, fin) };
    const compressed = this.#deflater.deflate(payload);
    return compressed === undefined ? { rsv: 0, payload } : { rsv: rsv1, payload: compressed };
  }

  /** The frame a command asks for, not yet judged but for its shape. */
  frameOf(command: SendCommand): FrameToSend {
    if (command.kind === "ping" || command.kind === "pong")
      return { opcode: opcodes[command.kind], fin: true, payload: bytesOfView(command.payload as ArrayBufferView) };
    if (command.kind === "close") return { opcode: opcodes.close, fin: true, payload: this.closeBody(command.code, command.reason ?? "") };
    const payload = this.#bytesOf(isString(command.payload) ? this.#textOf(command, command.payload).whole : command.payload);
    if (command.kind === "nextFragment") return { opcode: opcodes.continuation, fin: command.last, payload };
    return { opcode: opcodes[command.format], fin: command.kind === "message", payload };
  }

  /** Why a frame that is in order must not be sent for what is in it. */
  misuseOf(command: SendCommand, frame: FrameToSend): Misuse | undefined {
    if (command.kind === "close") return this.#misusedCode(command.code) ?? tooLong(frame);
    if (command.kind === "ping" || command.kind === "pong") return tooLong(frame);
    const misuse = this.#misusedText(command, frame);
    if (misuse === undefined) this.#half = isString(command.payload) ? this.#textOf(command, command.payload).half : "";
    return misuse;
  }

  /** Text as far as its characters are whole, and the half that is kept back; what the last fragment kept back comes first. */
  #textOf(command: MessageCommand, given: string): { readonly whole: string; readonly half: string } {
    const text = command.kind === "nextFragment" ? this.#half + given : given;
    const isLast = command.kind === "message" || (command.kind === "nextFragment" && command.last);
    const half = isLast ? "" : halfAtEnd(text);
    return { whole: text.slice(0, text.length - half.length), half };
  }

  /** Section 5.5.1: the body of a Close frame; a reason needs a code, so 1000 stands in for a missing one. */
  closeBody(code: number | undefined, reason: string): Uint8Array {
    if (code === undefined && reason === "") return new Uint8Array(0);
    return writeCloseBody(code ?? closeCodes.normal, this.#bytesOf(reason));
  }

  #misusedCode(code: number | undefined): Misuse | undefined {
    if (code === undefined || (Number.isInteger(code) && maySendStatusCode(code, this.#statusCodes))) return undefined;
    return { blame: "caller", requirement: requirementOfCode(code), detail: `a Close frame with status code ${code}` };
  }

  #misusedText(command: MessageCommand, { opcode, fin, payload }: FrameToSend): Misuse | undefined {
    if (command.kind === "nextFragment" && this.#half !== "" && !isString(command.payload)) {
      const detail = "a fragment of bytes behind one of text that ended inside a surrogate pair";
      return { blame: "caller", requirement: "rfc6455/5.6/text-is-utf8", detail };
    }
    if (opcode !== opcodes.continuation) {
      this.#isText = opcode === opcodes.text;
      this.#utf8.reset();
    }
    const isEncoded = isString(command.payload) && this.#utf8.isComplete;
    if (!this.#isText || isEncoded || this.#utf8.accepts(payload, fin)) return undefined;
    return { blame: "caller", requirement: "rfc6455/5.6/text-is-utf8", detail: "a text message that is not UTF-8" };
  }

  #bytesOf(payload: Bytes | string): Uint8Array {
    return isString(payload) ? (this.#ports.encodeUtf8 ?? encodeUtf8)(payload) : bytesOfView(payload);
  }
}

type MessageCommand = Extract<Command, { kind: "message" | "firstFragment" | "nextFragment" }>;

const isString = (payload: Bytes | string): payload is string => typeof payload === "string";

/** The bytes that a view shows, whatever its elements are. */
const bytesOfView = (view: ArrayBufferView): Uint8Array =>
  view instanceof Uint8Array ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** The first half of a surrogate pair, if a text ends with one. */
function halfAtEnd(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : "";
}

/** Why a command is none: found before anything is changed. */
export function misuseOfShape(command: SendCommand): Misuse | undefined {
  if (command.kind === "close") {
    if (command.reason === undefined || isString(command.reason)) return undefined;
    return { blame: "caller", requirement: "ours/options/checked", detail: `a reason of type ${typeof command.reason}; expected a string` };
  }
  const isMessage = command.kind !== "ping" && command.kind !== "pong";
  if ("format" in command && command.format !== "text" && command.format !== "binary") {
    const detail = `the format ${JSON.stringify(command.format)}; expected "text" or "binary"`;
    return { blame: "caller", requirement: "ours/options/checked", detail };
  }
  if (ArrayBuffer.isView(command.payload) || (isMessage && isString(command.payload))) return undefined;
  const expected = isMessage ? "a string or a view of bytes, such as a Uint8Array" : "a view of bytes, such as a Uint8Array";
  const detail = `a payload that is ${Object.prototype.toString.call(command.payload)}; expected ${expected}`;
  return { blame: "caller", requirement: "ours/options/checked", detail };
}

function tooLong({ opcode, payload }: FrameToSend): Misuse | undefined {
  if (payload.length <= controlPayloadMax) return undefined;
  const detail = `a control frame with opcode ${opcode} and ${payload.length} bytes of payload`;
  return { blame: "caller", requirement: "rfc6455/5.5/control-payload-125", detail };
}
