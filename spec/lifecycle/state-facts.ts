/** What may become of bytes that arrive. */
export const fatesOfBytes = {
  misplaced: "there is no transport yet that they could come from",
  head: "they belong to the peer's head of the opening handshake",
  kept: "they wait until the application has answered the request",
  frames: "they are read as frames",
  refused: "they are dropped: the opening handshake has come to nothing",
  ignored: "they are dropped: the peer has ended, or is no longer listened to",
} as const;

/** What becomes of bytes that arrive in a state. */
export type FateOfBytes = keyof typeof fatesOfBytes;

/** Section 7.1.3 and the WHATWG names: where a connection stands, in one word. */
export type ReadyState = "CONNECTING" | "OPEN" | "CLOSING" | "CLOSED";

/** What the statechart notes at its states, for whoever has to know more than the next effects. */
export type StateTag =
  | FateOfBytes
  | Exclude<ReadyState, "OPEN">
  /** No Close frame was sent. */
  | "speaking"
  /** Section 7.1.4: the closing handshake was complete before the transport was closed. */
  | "clean";

/** The facts of one state: the columns of the compiled table. */
export interface StateFacts {
  readonly readyState: ReadyState;
  readonly bytes: FateOfBytes;
  readonly isClean: boolean;
}
