import { closeCodes, maySendStatusCode, type StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import { statusCodeBytes } from "../../../spec/registries/lengths.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import { hexByte } from "../bytes/hex.ts";
import { decodeUtf8 } from "../bytes/text.ts";
import type { Fault } from "../fault.ts";
import type { CloseStatus } from "./close-status.ts";
import { Utf8Validator } from "./utf8-validator.ts";

const nothingWrong: readonly Fault[] = [];

/** Section 5.5.1: reads the body of one Close frame, the last a peer sends, piece by piece; each fault is told at its first wrong byte. */
export class CloseBodyReader {
  readonly #profile: StatusCodeProfile;
  readonly #utf8 = new Utf8Validator();
  #length = 0;
  #code = 0;
  #isText = true;

  constructor(profile: StatusCodeProfile) {
    this.#profile = profile;
  }

  /** What is wrong in the next piece of the body. */
  push(piece: Uint8Array): readonly Fault[] {
    const codeBytes = piece.subarray(0, Math.max(0, statusCodeBytes - this.#length));
    const faults = [...this.#pushCode(codeBytes), ...this.#pushReason(piece.subarray(codeBytes.length))];
    return faults.length === 0 ? nothingWrong : faults;
  }

  /** What is wrong with a body that ends here. */
  end(): readonly Fault[] {
    if (!this.#isText || this.#utf8.isComplete) return nothingWrong;
    return [invalidReason(this.#length - 1, "a close reason that ends inside a UTF-8 character")];
  }

  /** What the complete body says; without a code it says 1005, and a reason that is not UTF-8 says nothing. */
  statusOf(body: Uint8Array): CloseStatus {
    if (this.#length < statusCodeBytes) return { code: closeCodes.noStatus, reason: "" };
    const isText = this.#isText && this.#utf8.isComplete;
    return { code: this.#code, reason: isText ? decodeUtf8(body.subarray(statusCodeBytes)) : "" };
  }

  #pushCode(bytes: Uint8Array): Fault[] {
    if (bytes.length === 0) return [];
    for (const byte of bytes) this.#code = (this.#code << 8) | byte;
    this.#length += bytes.length;
    if (this.#length < statusCodeBytes || maySendStatusCode(this.#code, this.#profile)) return [];
    const detail = `status code ${this.#code} in a Close frame`;
    return [{ requirement: requirementOfCode(this.#code), detail, position: statusCodeBytes - 1 }];
  }

  #pushReason(bytes: Uint8Array): Fault[] {
    const before = this.#length;
    this.#length += bytes.length;
    const broken = this.#isText ? this.#utf8.push(bytes) : -1;
    if (broken < 0) return [];
    this.#isText = false;
    const byte = hexByte(bytes[broken] ?? 0);
    return [invalidReason(before + broken, `byte 0x${byte} in a close reason, which is not UTF-8`)];
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
