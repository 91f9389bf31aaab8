import { hexOf } from "../../../core/bytes/hex.ts";
import { explain } from "../../explain/explain.ts";
import type { Explanation } from "../../explain/explanation.ts";
import { type Ending, endingText } from "../../fuzzer/seen/ending.ts";
import type { CaseResult, DisputedReading } from "../../verdict/case-result.ts";
import type { JsonValue } from "./json-text.ts";

/** What the case file holds beyond the keys of Autobahn's: each a key of its own. */
export const explanatoryKeys = (result: CaseResult): Readonly<Record<string, JsonValue>> => ({
  level: result.level,
  violations: result.violations.map((violation) => ({ ...violation })),
  oracle: result.oracle.map(({ bytes, ...breach }) => ({ ...breach, bytes: hexOf(bytes) })),
  ending: endingJson(result.ending),
  readings: result.readings.map(readingJson),
  explanation: explanationJson(explain(result)),
});

/** Scripts written for Autobahn search case files for `"behavior": "FAILED"`: only the verdict of the case itself has that key. */
const readingJson = ({ behavior, behaviorClose, ...reading }: DisputedReading): JsonValue => ({
  ...reading,
  verdict: behavior,
  verdictClose: behaviorClose,
});

const endingJson = (ending: Ending): JsonValue => ({
  ...ending,
  caseTimer: ending.caseTimer === null ? null : { ...ending.caseTimer },
  text: endingText(ending),
});

function explanationJson(explanation: Explanation | undefined): JsonValue {
  if (explanation === undefined) return null;
  const { summary, rule, requirements, places, expected, came, next } = explanation;
  return {
    summary,
    rule: rule?.id ?? null,
    requirements: requirements.map((requirement) => ({ ...requirement })),
    places: places.map(({ frame, ...place }) => ({ ...place, frame: frame === null ? null : { ...frame } })),
    expected,
    came,
    next,
  };
}
