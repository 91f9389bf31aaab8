import { closeCodes, maySendStatusCode } from "../../spec/registries/close-codes.ts";
import { decodeUtf8 } from "../core/bytes/text.ts";
import { requirementOfCode } from "../core/message/close-body.ts";
import type { Finding } from "./frame-judge.ts";
import { isUtf8 } from "./utf8-check.ts";

/** What a Close frame of the peer says, and what is wrong with it. */
export interface CloseFrameReading {
  readonly code: number | null;
  readonly reason: string | null;
  readonly violations: readonly Extract<Finding, { kind: "violation" }>[];
}

/** Section 5.5.1, judged by the status codes of RFC 6455 itself. A body of one byte was blamed with its header. */
export function readCloseFrame(body: Uint8Array): CloseFrameReading {
  if (body.length < 2) return { code: null, reason: null, violations: [] };
  const code = ((body[0] as number) << 8) | (body[1] as number);
  const reason = body.subarray(2);
  const isText = isUtf8(reason);
  const violations: Extract<Finding, { kind: "violation" }>[] = [];
  if (!maySendStatusCode(code, "rfc6455")) {
    violations.push({
      kind: "violation",
      closeCode: closeCodes.protocolError,
      requirement: requirementOfCode(code),
      detail: `status code ${code} in a Close frame`,
    });
  }
  if (!isText) {
    violations.push({
      kind: "violation",
      closeCode: closeCodes.invalidPayload,
      requirement: "rfc6455/8.1/invalid-utf8-fails",
      detail: "a close reason that is not UTF-8",
    });
  }
  return { code, reason: isText && reason.length > 0 ? decodeUtf8(reason) : null, violations };
}
