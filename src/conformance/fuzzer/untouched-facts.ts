import type { ClosingFacts } from "./seen/closing-facts.ts";

/** The closing facts of a connection on which nothing has happened yet. */
export const untouchedFacts = (isServer: boolean): ClosingFacts => ({
  isServer,
  closedByMe: false,
  failedByMe: false,
  droppedByMe: false,
  wasClean: false,
  wasNotCleanReason: null,
  wasServerConnectionDropTimeout: false,
  wasOpenHandshakeTimeout: false,
  wasCloseHandshakeTimeout: false,
  localCloseCode: null,
  localCloseReason: null,
  remoteCloseCode: null,
  remoteCloseReason: null,
});
