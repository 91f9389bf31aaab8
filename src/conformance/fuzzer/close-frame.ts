import { closeReasonBytesMax } from "../../../spec/registries/lengths.ts";
import { decodeUtf8, encodeUtf8 } from "../../core/bytes/text.ts";
import { writeCloseBody } from "../../core/message/close-body.ts";
import { isUtf8 } from "./utf8-check.ts";

/** Section 5.5.1: the body of a Close frame; a reason that is too long is cut. */
export const closeBody = (code: number, reason = ""): Uint8Array =>
  writeCloseBody(code, encodeUtf8(reason).subarray(0, closeReasonBytesMax));

/** What a Close frame of the peer says; a code or a reason that is not there, or is no text, is null. */
export function closeFrameSays(body: Uint8Array): { readonly code: number | null; readonly reason: string | null } {
  if (body.length < 2) return { code: null, reason: null };
  const code = new DataView(body.buffer, body.byteOffset).getUint16(0);
  const reason = body.subarray(2);
  return { code, reason: reason.length > 0 && isUtf8(reason) ? decodeUtf8(reason) : null };
}
