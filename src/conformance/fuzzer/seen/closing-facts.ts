/** The thirteen facts about the end of a connection. "I" is the fuzzer. */
export interface ClosingFacts {
  readonly isServer: boolean;
  readonly closedByMe: boolean;
  readonly failedByMe: boolean;
  readonly droppedByMe: boolean;
  readonly wasClean: boolean;
  readonly wasNotCleanReason: string | null;
  readonly wasServerConnectionDropTimeout: boolean;
  readonly wasOpenHandshakeTimeout: boolean;
  readonly wasCloseHandshakeTimeout: boolean;
  readonly localCloseCode: number | null;
  readonly localCloseReason: string | null;
  readonly remoteCloseCode: number | null;
  readonly remoteCloseReason: string | null;
}
