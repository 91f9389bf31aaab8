import type { AfterRule, Case, CaseEvent } from "../case/case.ts";
import type { ClosingFacts } from "../fuzzer/seen/closing-facts.ts";
import type { Tally } from "../fuzzer/seen/traffic-statistics.ts";
import type { Behavior, BehaviorClose } from "./case-result.ts";

/** What a run has shown, as far as verdicts rest on it. */
export interface PlayObservation {
  readonly wasOpen: boolean;
  readonly received: readonly CaseEvent[];
  readonly facts: ClosingFacts;
  readonly txFrameStats: Tally;
  /** What the case's program found, where it has one. */
  readonly verdict?: Pick<Judgement, "behavior" | "result"> | undefined;
}

/** Both verdicts on a run, in labels and in words. */
export interface Judgement {
  readonly behavior: Behavior;
  readonly result: string;
  readonly behaviorClose: BehaviorClose;
  readonly resultClose: string;
}

/** Whether a result counts as passed: as Autobahn has it, a tolerated behaviour does. */
export const passed = ({ behavior, behaviorClose }: Pick<Judgement, "behavior" | "behaviorClose">): boolean =>
  behavior !== "FAILED" && behavior !== "UNIMPLEMENTED" && (behaviorClose === "OK" || behaviorClose === "INFORMATIONAL");

/** Whether two lists hold the same events in the same order, byte for byte. */
export const sameEvents = (some: readonly CaseEvent[], others: readonly CaseEvent[]): boolean =>
  some.length === others.length && some.every((event, i) => sameEvent(event, others[i] as CaseEvent));

function sameEvent(one: CaseEvent, other: CaseEvent): boolean {
  if (one.event === "timeout") return other.event === "timeout" && one.tag === other.tag;
  if (one.event === "message" && (other.event !== "message" || one.binary !== other.binary)) return false;
  return other.event === one.event && sameBytes(one.payload, other.payload);
}

/** Whether two arrays hold the same bytes. */
export const sameBytes = (some: Uint8Array, others: Uint8Array): boolean =>
  some.length === others.length && some.every((byte, i) => byte === others[i]);

/** The rules all cases share, then the ones of this case. */
export function judge(played: Case, observation: PlayObservation): Judgement {
  if (!observation.wasOpen) return neverOpened(observation.facts);
  const judgement = { ...judgeEvents(played, observation), ...judgeClose(played, observation.facts) };
  return applyRules(played.after, observation, withFatalClose(played, observation.facts, judgement));
}

function applyRules([rule, ...rest]: readonly AfterRule[], observation: PlayObservation, judgement: Judgement): Judgement {
  return rule === undefined ? judgement : applyRules(rest, observation, applyRule(rule, observation, judgement));
}

function applyRule(rule: AfterRule, { txFrameStats }: PlayObservation, judgement: Judgement): Judgement {
  switch (rule.rule) {
    case "wrongCodeFails":
      return judgement.behaviorClose === "WRONG CODE" ? { ...judgement, ...failedByCode } : judgement;
    case "checkTxFrames":
      return sentAsCounted(rule.counts, txFrameStats) ? judgement : { ...judgement, ...failedByFrames };
    case "forceInformational":
      return {
        ...judgement,
        behavior: "INFORMATIONAL",
        behaviorClose: "INFORMATIONAL",
        result: `${judgement.result} This case is informational: no behaviour fails it.`,
      };
    case "hexLocalCloseReason":
      return judgement;
  }
}

const neverOpened = ({ wasNotCleanReason }: ClosingFacts): Judgement => ({
  behavior: "FAILED",
  result: `The opening handshake failed: ${wasNotCleanReason ?? "the connection ended"}.`,
  behaviorClose: "FAILED",
  resultClose: "The connection was never open.",
});

const failedByCode = { behavior: "FAILED", result: "The peer closed with a status code that this case does not allow." } as const;
const failedByFrames = { behavior: "FAILED", result: "The message did not go out in the frames this case needs." } as const;

function judgeEvents({ expected }: Case, { received, verdict }: PlayObservation): Pick<Judgement, "behavior" | "result"> {
  if (verdict !== undefined) return verdict;
  if (expected.OK !== undefined && sameEvents(expected.OK, received)) return { behavior: "OK", result: whatCame(expected.OK) };
  const lenient = expected["NON-STRICT"];
  if (lenient !== undefined && sameEvents(lenient, received)) {
    return { behavior: "NON-STRICT", result: "The peer did what is tolerated, not what a strict implementation does." };
  }
  return { behavior: "FAILED", result: "The peer did not do what was expected." };
}

/** No word about what the events do not show: a broken rule, or the end. */
const whatCame = (events: readonly CaseEvent[]): string =>
  events.every(({ event }) => event === "timeout")
    ? "No message and no Pong came, as expected."
    : "The messages and Pongs that came are exactly those expected.";

function judgeClose({ expectedClose }: Case, facts: ClosingFacts): Pick<Judgement, "behaviorClose" | "resultClose"> {
  const { closedByMe, wasClean, remoteCloseCode, isServer, droppedByMe } = facts;
  if (expectedClose.closedByMe !== closedByMe) {
    const resultClose = closedByMe
      ? "The fuzzer had to close, where the peer should have."
      : "The peer closed or dropped the connection, where the fuzzer should have.";
    return { behaviorClose: "FAILED", resultClose };
  }
  if (expectedClose.requireClean && !wasClean) {
    return {
      behaviorClose: "UNCLEAN",
      resultClose: `The connection did not end with a clean closing handshake: ${facts.wasNotCleanReason ?? droppedBy(facts)}.`,
    };
  }
  if (remoteCloseCode !== null && !expectedClose.closeCode.includes(remoteCloseCode)) {
    const allowed = [...new Set(expectedClose.closeCode)].join(", ");
    return { behaviorClose: "WRONG CODE", resultClose: `The peer closed with status code ${remoteCloseCode}; allowed: ${allowed}.` };
  }
  if (!isServer && droppedByMe) {
    return {
      behaviorClose: "FAILED BY CLIENT",
      resultClose: `The server had not ended TCP when ${droppedBy(facts)}.`,
    };
  }
  return { behaviorClose: "OK", resultClose: "The connection ended as this case allows." };
}

const droppedBy = ({ failedByMe }: ClosingFacts): string => `the fuzzer ${failedByMe ? "failed the connection and " : ""}dropped TCP`;

/** Where the wrong side closed and this case takes that seriously, the case has failed too. */
function withFatalClose({ expectedClose }: Case, { closedByMe }: ClosingFacts, judgement: Judgement): Judgement {
  if (expectedClose.closedByWrongEndpointIsFatal !== true || expectedClose.closedByMe === closedByMe) return judgement;
  return { ...judgement, behavior: "FAILED", result: `${judgement.result} The connection was closed by the wrong side.` };
}

const sentAsCounted = (counts: Readonly<Record<number, number>>, sent: Tally): boolean =>
  Object.entries(counts).every(([opcode, count]) => (sent.get(Number(opcode)) ?? 0) === count);
