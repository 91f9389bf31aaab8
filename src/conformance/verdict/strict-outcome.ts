import { controlPayloadMax, statusCodeBytes } from "../../../spec/registries/lengths.ts";
import { closeCodeOf } from "../../core/fault.ts";
import { CloseBodyReader } from "../../core/message/close-body.ts";
import type { Case, Step } from "../case/case.ts";
import type { Outcome, Outcomes } from "./outcome.ts";

type Close = Extract<Step, { step: "close" }>;

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
  if (payload.length < statusCodeBytes) return closeCodeOf("rfc6455/5.5.1/body-begins-with-code");
  if (payload.length > controlPayloadMax) return closeCodeOf("rfc6455/5.5/control-payload-125");
  const body = new CloseBodyReader("iana-2026");
  const [fault] = [...body.push(payload), ...body.end()];
  return fault === undefined ? body.statusOf(payload).code : closeCodeOf(fault.requirement);
}
