import { closeCodes, maySendStatusCode, type StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import { statusCodeBytes } from "../../../spec/registries/lengths.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import { hexByte } from "../bytes/hex.ts";
import { decodeUtf8 } from "../bytes/text.ts";
import type { Fault } from "../fault.ts";
import type { CloseStatus } from "./close-status.ts";
import { Utf8Validator } from "./utf8-validator.ts";

/** Section 5.5.1: reads the body of one Close frame, the last a peer sends, piece by piece and fails at the first wrong byte. */
export class CloseBodyReader {
  readonly #profile: StatusCodeProfile;
  readonly #utf8 = new Utf8Validator();
  readonly #bytes: number[] = [];

  constructor(profile: StatusCodeProfile) {
    this.#profile = profile;
  }

  push(piece: Uint8Array): Fault | undefined {
    for (const byte of piece) {
      const position = this.#bytes.push(byte) - 1;
      const fault = position < statusCodeBytes ? this.#judgeCode(position) : this.#judgeReason(byte, position);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  /** The body is complete. */
  end(): CloseStatus | Fault {
    if (this.#bytes.length === 0) return { code: closeCodes.noStatus, reason: "" };
    if (!this.#utf8.isComplete) return invalidReason(this.#bytes.length - 1, "a close reason that ends inside a UTF-8 character");
    return { code: this.#code(), reason: decodeUtf8(Uint8Array.from(this.#bytes.slice(statusCodeBytes))) };
  }

  #code(): number {
    return ((this.#bytes[0] as number) << 8) | (this.#bytes[1] as number);
  }

  #judgeCode(position: number): Fault | undefined {
    if (position !== statusCodeBytes - 1) return undefined;
    const code = this.#code();
    if (maySendStatusCode(code, this.#profile)) return undefined;
    return { requirement: requirementOfCode(code), detail: `status code ${code} in a Close frame`, position };
  }

  #judgeReason(byte: number, position: number): Fault | undefined {
    if (this.#utf8.push(Uint8Array.of(byte)) < 0) return undefined;
    return invalidReason(position, `byte 0x${hexByte(byte)} in a close reason, which is not UTF-8`);
  }
}

const invalidReason = (position: number, detail: string): Fault => ({
  requirement: "rfc6455/8.1/invalid-utf8-fails",
  detail,
  position,
});

/** Section 5.5.1: the body of a Close frame with a status code; the reason may be empty. */
export function writeCloseBody(code: number, reason: Uint8Array): Uint8Array {
  const body = new Uint8Array(statusCodeBytes + reason.length);
  new DataView(body.buffer).setUint16(0, code);
  body.set(reason, statusCodeBytes);
  return body;
}

/** Sections 7.4.1 and 7.4.2: which requirement forbids a status code. */
export function requirementOfCode(code: number): RequirementId {
  if (code === closeCodes.noStatus) return "rfc6455/7.4.1/code-1005-not-sent";
  if (code === closeCodes.abnormal) return "rfc6455/7.4.1/code-1006-not-sent";
  if (code === 1015) return "rfc6455/7.4.1/code-1015-not-sent";
  return "rfc6455/7.4.2/code-in-use";
}
