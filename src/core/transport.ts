/** How a transport ended: the peer sent a FIN, or it was reset, or something else took it away; `why` has the host's words for a loss. */
export type TransportEnd =
  | { readonly how: "fin"; readonly why: null }
  | { readonly how: "reset"; readonly why: string }
  | { readonly how: "fault"; readonly why: string };

/** The peer sends no more, in order. */
export const fin: TransportEnd = { how: "fin", why: null };

/** Gets what a transport carries. */
export interface TransportListener {
  readonly onBytes: (bytes: Uint8Array) => void;
  /** More may be written: what was written has been taken, or there is nobody left who could take it. */
  readonly onDrain?: () => void;
  /** Nothing is read after it. It is called again, with the reason, where a transport is lost behind its FIN. */
  readonly onEnd: (end: TransportEnd) => void;
}

/** A byte stream in both directions, without any protocol: what a connection runs on. */
export interface Transport {
  /** Whoever listens hears all that comes; one listener, set before anything can. */
  readonly listen: (listener: TransportListener) => void;
  /**
   * Sends bytes; `onLeft` is called when the system has taken them and all before them, and never where it does not. Returns
   * false when the transport asks to wait for `onDrain`.
   */
  readonly write: (bytes: Uint8Array, onLeft?: () => void) => boolean;
  /** Sends a FIN after everything written, and lets the peer finish. */
  readonly end: () => void;
  /** Gives the transport up at once; what is unsent is lost. */
  readonly destroy: () => void;
  /** Lets what the peer sends wait in the system, until `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
}
