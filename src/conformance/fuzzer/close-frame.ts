import { maySendStatusCode, type StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import { closeReasonBytesMax } from "../../../spec/registries/lengths.ts";
import { decodeUtf8, encodeUtf8 } from "../../core/bytes/text.ts";
import type { Fault } from "../../core/fault.ts";
import { requirementOfCode, writeCloseBody } from "../../core/message/close-body.ts";
import { Utf8Validator } from "../../core/message/utf8-validator.ts";

/** What a Close frame of the peer says, and what is wrong with its body. */
export interface CloseFrameReading {
  readonly code: number | null;
  readonly reason: string | null;
  readonly faults: readonly Fault[];
}

/** Section 5.5.1: the body of a Close frame; a reason that is too long is cut. */
export const closeBody = (code: number, reason = ""): Uint8Array =>
  writeCloseBody(code, encodeUtf8(reason).subarray(0, closeReasonBytesMax));

/** Section 5.5.1, judged by a list of status codes: by default, as Autobahn does, by that of RFC 6455. A body of one byte was blamed with its header. */
export function readCloseFrame(body: Uint8Array, profile: StatusCodeProfile = "rfc6455"): CloseFrameReading {
  if (body.length < 2) return { code: null, reason: null, faults: [] };
  const code = ((body[0] as number) << 8) | (body[1] as number);
  const reason = body.subarray(2);
  const utf8 = new Utf8Validator();
  const broken = utf8.push(reason);
  const isText = broken < 0 && utf8.isComplete;
  const faults: Fault[] = [];
  if (!maySendStatusCode(code, profile)) {
    faults.push({
      requirement: requirementOfCode(code),
      detail: `status code ${code} in a Close frame`,
      position: 1,
    });
  }
  if (!isText) {
    faults.push({
      requirement: "rfc6455/8.1/invalid-utf8-fails",
      detail: "a close reason that is not UTF-8",
      position: broken < 0 ? body.length - 1 : 2 + broken,
    });
  }
  return { code, reason: isText && reason.length > 0 ? decodeUtf8(reason) : null, faults };
}
