import { closeCodes } from "../../../spec/registries/close-codes.ts";
import { closeReasonBytesMax } from "../../../spec/registries/lengths.ts";
import { citationOf } from "../../../spec/requirement.ts";
import type { Failure } from "../blame.ts";

/** A status code and a reason; code 1005 stands for an empty body. */
export interface CloseStatus {
  readonly code: number;
  readonly reason: string;
}

/** Section 7.1.7: the status a failing endpoint sends: which requirement was broken, as far as the frame has room. */
export const statusOfFailure = (failure: Failure): CloseStatus => ({
  code: failure.closeCode,
  reason: cutToAscii(`${failure.detail} (${citationOf(failure.requirement)})`),
});

/** Section 5.5.1: the status of an answer echoes the code that came, and an empty body gets an empty one. */
export const statusOfReply = ({ code }: CloseStatus): CloseStatus | undefined =>
  code === closeCodes.noStatus ? undefined : { code, reason: "" };

const cutToAscii = (text: string): string => text.replace(/[^\u0020-\u007e]/g, "?").slice(0, closeReasonBytesMax);
