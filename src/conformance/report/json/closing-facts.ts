import type { ClosingFacts } from "../../fuzzer/seen/closing-facts.ts";

/** What each of the thirteen closing facts says, in the order in which reports list them. */
export const closingFactDescriptions: Readonly<Record<keyof ClosingFacts, string>> = {
  isServer: "Whether the fuzzer was the server of this connection and the peer its client.",
  closedByMe: "Whether the fuzzer began the closing handshake: its Close frame was the first.",
  failedByMe: "Whether the fuzzer failed the connection, because the peer broke a rule or the case ran out of time.",
  droppedByMe: "Whether it was the fuzzer that ended the TCP connection.",
  wasClean: "Whether a Close frame went each way and none of the time limits below was missed.",
  wasNotCleanReason: "What spoilt the ending; None after a clean one.",
  wasServerConnectionDropTimeout: "Whether the peer, as a server, left TCP open for too long after the closing handshake.",
  wasOpenHandshakeTimeout: "Whether the opening handshake took too long.",
  wasCloseHandshakeTimeout: "Whether the peer left the fuzzer's Close frame unanswered for too long.",
  localCloseCode: "The status code in the fuzzer's Close frame; None without one.",
  localCloseReason: "The reason in the fuzzer's Close frame; None without one.",
  remoteCloseCode: "The status code in the peer's Close frame; None without one.",
  remoteCloseReason: "The reason in the peer's Close frame; None without one.",
};

/** The names of the closing facts, in report order. */
export const closingFactKeys = Object.keys(closingFactDescriptions) as readonly (keyof ClosingFacts)[];
