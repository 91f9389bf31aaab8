import type { Behavior, BehaviorClose, CaseResult } from "../../verdict/case-result.ts";
import { pythonValue } from "./python-value.ts";

/** How a verdict is coloured; always beside words that say the same. */
export type Tone = "pass" | "nonstrict" | "info" | "unimplemented" | "fail" | "missing";

/** A verdict in words. */
export interface VerdictWords {
  readonly label: string;
  readonly longLabel: string;
  readonly tone: Tone;
  readonly meaning: string;
}

/** What a report says in place of each behaviour. */
export const behaviorWords: Readonly<Record<Behavior, VerdictWords>> = {
  OK: { label: "Pass", longLabel: "Pass", tone: "pass", meaning: "The peer did as the case asks." },
  "NON-STRICT": { label: "Non-Strict", longLabel: "Non-Strict", tone: "nonstrict", meaning: "Tolerable, though not the best answer." },
  INFORMATIONAL: { label: "Info", longLabel: "Informational", tone: "info", meaning: "No answer is wrong here; the report records it." },
  UNIMPLEMENTED: {
    label: "Unimplemented",
    longLabel: "Unimplemented",
    tone: "unimplemented",
    meaning: "The peer lacks an optional feature that the case needs.",
  },
  FAILED: { label: "Fail", longLabel: "Fail", tone: "fail", meaning: "The peer did not do as the case asks." },
};

/** What a report says where a result says nothing about the peer. */
export const inconclusiveWords: VerdictWords = {
  label: "Inconclusive",
  longLabel: "Inconclusive",
  tone: "missing",
  meaning: "This machine was too busy to tell, or ran out of something; the result says nothing about the peer.",
};

/** What a report says of a result. */
export const wordsOf = ({ behavior, inconclusive }: Pick<CaseResult, "behavior" | "inconclusive">): VerdictWords =>
  inconclusive === null ? behaviorWords[behavior] : inconclusiveWords;

/** What a report says where there is no result. */
export const missingWords: VerdictWords = {
  label: "Missing",
  longLabel: "Missing",
  tone: "missing",
  meaning: "There is no result for this peer.",
};

/** A verdict on the close in words. Without `label`, the peer's status code stands in its place. */
export interface CloseWords {
  readonly label?: string;
  readonly note?: string;
  readonly tone: Tone;
  readonly meaning: string;
}

/** What a report says in place of each way of closing. */
export const closeWords: Readonly<Record<BehaviorClose, CloseWords>> = {
  OK: { tone: "pass", meaning: "Ended as the case asks, with this status code from the peer." },
  "WRONG CODE": { note: "wrong code", tone: "nonstrict", meaning: "The case does not accept this status code." },
  "FAILED BY CLIENT": { note: "by client", tone: "nonstrict", meaning: "The fuzzer had to end TCP in place of the server." },
  UNCLEAN: { label: "Unclean", tone: "fail", meaning: "The closing handshake remained incomplete." },
  FAILED: { label: "Fail", tone: "fail", meaning: "The wrong side began to close, or nothing was open." },
  INFORMATIONAL: { note: "info", tone: "info", meaning: "No ending is wrong here; this is the peer's status code." },
};

/** The main words of a close cell; `None` stands for a peer that sent no status code. */
export const closeLabel = (result: Pick<CaseResult, "behaviorClose" | "remoteCloseCode">): string =>
  closeWords[result.behaviorClose].label ?? pythonValue(result.remoteCloseCode);

/** The class of a cell: its tone; a failing one has the class that scripts written for Autobahn count, too. */
export const cellClass = (tone: Tone): string => (tone === "fail" ? "fail case_failed" : tone);
