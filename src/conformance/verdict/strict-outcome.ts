import { closeCodes, maySendStatusCode } from "../../../spec/registries/close-codes.ts";
import type { Case, Step } from "../case/case.ts";
import { isUtf8 } from "../fuzzer/utf8-check.ts";
import type { Outcome, Outcomes } from "./outcome.ts";

type Close = Extract<Step, { step: "close" }>;

const controlPayloadMax = 125;

/** What a strict endpoint has to show for in a case: said by the case and section 7.4, not by any run. */
function strictOutcome(played: Case): Outcome {
  const isInformational = played.after.some(({ rule }) => rule === "forceInformational");
  return {
    behavior: isInformational ? "INFORMATIONAL" : "OK",
    behaviorClose: isInformational ? "INFORMATIONAL" : "OK",
    remoteCloseCode: strictCloseCode(played),
  };
}

/** The strict outcomes of a list of cases, by id. */
export const strictOutcomes = (cases: readonly Case[]): Outcomes =>
  Object.fromEntries(cases.map((played) => [played.id, strictOutcome(played)]));

/** A Close frame the case sends is echoed or refused; where it sends none, the case says which code has to come. */
function strictCloseCode({ play, expectedClose }: Case): number | null {
  const close = play.find((step): step is Close => step.step === "close");
  return close === undefined ? (expectedClose.closeCode[0] ?? null) : replyTo(close);
}

/** Section 5.5.1: the status code of a strict endpoint's answer to a Close frame. */
function replyTo({ payload }: Close): number | null {
  if (payload.length === 0) return null;
  if (payload.length === 1 || payload.length > controlPayloadMax) return closeCodes.protocolError;
  const code = new DataView(payload.buffer, payload.byteOffset).getUint16(0);
  if (!maySendStatusCode(code, "iana-2026")) return closeCodes.protocolError;
  return isUtf8(payload.subarray(2)) ? code : closeCodes.invalidPayload;
}
