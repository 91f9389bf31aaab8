import type { Tally } from "../../fuzzer/seen/traffic-statistics.ts";
import type { CaseResult } from "../../verdict/case-result.ts";
import { closingFactKeys } from "./closing-facts.ts";
import { eventJson, expectedJson } from "./event-json.ts";
import { explanatoryKeys } from "./explanation-json.ts";
import type { JsonValue } from "./json-text.ts";
import { trafficJson } from "./traffic-json.ts";
import { wireLogJson } from "./wire-log-json.ts";

/** The content of the JSON file of one case. */
export function caseJson(result: CaseResult): Readonly<Record<string, JsonValue>> {
  return {
    ...Object.fromEntries(closingFactKeys.map((key) => [key, result[key]])),
    agent: result.agent,
    id: result.id,
    case: result.case,
    title: result.title,
    description: result.description,
    expectation: result.expectation,
    requirements: result.requires,
    behavior: result.behavior,
    behaviorClose: result.behaviorClose,
    inconclusive: result.inconclusive,
    attempts: result.attempts.map(({ behavior, behaviorClose, inconclusive }) => ({
      verdict: behavior,
      verdictClose: behaviorClose,
      inconclusive,
    })),
    result: result.result,
    resultClose: result.resultClose,
    expected: expectedJson(result.expected),
    expectedClose: { ...result.expectedClose },
    received: result.received.map(eventJson),
    started: result.started,
    duration: Math.round(result.duration),
    httpRequest: result.httpRequest,
    httpResponse: result.httpResponse,
    createStats: true,
    trafficStats: result.trafficStats === null ? null : trafficJson(result.trafficStats),
    rxOctetStats: tallyJson(result.rxOctetStats),
    txOctetStats: tallyJson(result.txOctetStats),
    rxFrameStats: tallyJson(result.rxFrameStats),
    txFrameStats: tallyJson(result.txFrameStats),
    createWirelog: result.createWirelog,
    wirelog: result.wirelog.map(wireLogJson),
    wirelogTimes: [...result.wirelogTimes],
    reportTime: result.reportTime,
    reportCompressionRatio: result.reportCompressionRatio,
    ...explanatoryKeys(result),
  };
}

const tallyJson = (tally: Tally): Readonly<Record<string, number>> => Object.fromEntries(tally);
