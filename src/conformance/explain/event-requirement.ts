import type { CaseEvent } from "../case/case.ts";
import { sameEvents } from "../verdict/behaviour.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import type { PartialExplanation } from "./explanation.ts";

type Expecting = Pick<CaseResult, "expected" | "expectedClose" | "requires">;
type About = PartialExplanation["about"];

/** Whether an event is one of those expected, wherever. */
export const isAmong = (expected: readonly CaseEvent[], came: CaseEvent): boolean => expected.some((event) => sameEvents([event], [came]));

/** A Pong that answers no Ping of the case, which RFC 6455 allows; a case about Pings that must not be answered knows better. */
export const isUnsolicited = ({ expected: { OK = [] }, requires }: Expecting, came: CaseEvent): boolean =>
  came.event === "pong" && !isAmong(OK, came) && (!requires.includes(pingGetsPong) || OK.some(({ event }) => event === "pong"));

/** The requirement that an event too many is about; RFC 6455 forbids no application a message of its own. */
export function aboutSurplus(result: Expecting, came: CaseEvent): About {
  if (isUnsolicited(result, came)) return "rfc6455/5.5.3/pong-unsolicited";
  return came.event === "pong" || !result.expectedClose.closedByMe ? "case" : null;
}

/** The requirement that an event in the place of another is about. */
export function aboutDifference(result: Expecting, wanted: CaseEvent, came: CaseEvent): About {
  if (wanted.event !== "pong") return isUnsolicited(result, came) ? "rfc6455/5.5.3/pong-unsolicited" : "case";
  return came.event === "pong" && !isAmong(result.expected.OK ?? [], came) ? "rfc6455/5.5.3/pong-echoes-payload" : pingGetsPong;
}

const pingGetsPong = "rfc6455/5.5.2/ping-gets-pong";
