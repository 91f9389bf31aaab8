import { endingText } from "../fuzzer/seen/ending.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { explainClose } from "./explain-close.ts";
import { explainEvents } from "./explain-events.ts";
import { explainHandshake } from "./explain-handshake.ts";
import { explainViolations } from "./explain-violations.ts";
import type { Explanation, PartialExplanation, Place } from "./explanation.ts";
import { requirementOfCase, requirementsInDoubt } from "./requirements-in-doubt.ts";

const strict: ReadonlySet<string> = new Set(["OK", "INFORMATIONAL"]);

/** Whether neither verdict leaves anything to explain. */
export const isStrict = ({ behavior, behaviorClose }: Pick<CaseResult, "behavior" | "behaviorClose">): boolean =>
  strict.has(behavior) && strict.has(behaviorClose);

/** Why a result is not a strict pass; undefined for one that is. */
export function explain(result: CaseResult): Explanation | undefined {
  if (isStrict(result)) return undefined;
  const findings = result.inconclusive === null ? findingsOf(result) : ([inconclusive(result, result.inconclusive)] as const);
  const [first] = findings;
  const ending = endingText(result.ending);
  const about = first.about === "case" ? requirementOfCase(result) : first.about;
  const inDoubt = requirementsInDoubt(result, about);
  return {
    summary: first.summary,
    rule: about === null ? null : (inDoubt[0] ?? null),
    requirements: inDoubt,
    places: findings.flatMap(({ places }) => places).filter(isFirst),
    expected: first.expected,
    came: findings
      .map(({ came }) => came)
      .filter((came, index) => index === 0 || came !== ending)
      .join(" "),
    ending,
    next: [...new Set([...findings.flatMap(({ next }) => next), runAgain(result)])],
    readings: result.readings,
  };
}

/** What explains most comes first: a connection that never opened, a broken rule, a wrong answer, a wrong ending. */
function findingsOf(result: CaseResult): readonly [PartialExplanation, ...PartialExplanation[]] {
  const handshake = explainHandshake(result);
  if (handshake !== undefined) return [handshake];
  const found = [explainViolations(result), explainEvents(result), explainClose(result)].filter((finding) => finding !== undefined);
  const [first = verdictsOnly(result), ...rest] = found;
  return [first, ...rest];
}

const inconclusive = ({ expectation, result }: CaseResult, why: string): PartialExplanation => ({
  about: null,
  summary: why,
  places: [],
  expected: expectation,
  came: result,
  next: ["This is about the machine that runs the suite, not about the peer: give it less to do, or fewer cases at a time (--jobs)."],
});

const verdictsOnly = ({ result, resultClose, expectation }: CaseResult): PartialExplanation => ({
  summary: result,
  about: "case",
  places: [],
  expected: expectation,
  came: resultClose,
  next: [],
});

/** The first place that is about its frame: it has the byte, where one decides. */
const isFirst = ({ words, frame }: Place, index: number, places: readonly Place[]): boolean =>
  places.findIndex((place) =>
    frame === null || place.frame === null
      ? place.words === words
      : place.frame.sentBy === frame.sentBy && place.frame.number === frame.number,
  ) === index;

const runAgain = ({ id, isServer }: CaseResult): string =>
  isServer
    ? `Run only this case again: hybi serve --cases ${id}, and point the client at it.`
    : `Run only this case again: hybi test URL --cases ${id}`;
