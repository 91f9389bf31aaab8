import type { Failure } from "./blame.ts";
import type { MessageFormat, TimerName } from "./input.ts";
import type { OpeningRequest } from "./opening/opening-request.ts";
import type { OpeningResponse } from "./opening/opening-response.ts";
import type { DeflateParameters } from "./permessage-deflate/permessage-deflate.ts";

/** What an endpoint wants done, one thing at a time and in this order. */
export type Output =
  | { readonly kind: "write"; readonly bytes: Uint8Array }
  /** The time begins at once, or when everything written before has left for the transport. */
  | { readonly kind: "startTimer"; readonly timer: TimerName; readonly ms: number; readonly begins: "at once" | "once written" }
  | { readonly kind: "stopTimer"; readonly timer: TimerName }
  /** Close our side of the transport after everything written; keep reading. */
  | { readonly kind: "shut" }
  /** Give the transport up at once. */
  | { readonly kind: "drop" }
  /** There is more to do than one turn takes: let others have theirs before the next output is pulled. Going on at once changes nothing else. */
  | { readonly kind: "turn" }
  | { readonly kind: "event"; readonly event: EndpointEvent };

/** What an application gets to know. */
export type EndpointEvent =
  /** Server: a valid opening handshake has arrived; answer with `accept` or `refuse`. */
  | { readonly type: "request"; readonly request: OpeningRequest }
  | {
      readonly type: "open";
      readonly subprotocol: string | null;
      /** What was agreed on for permessage-deflate, or null without it. */
      readonly compression: DeflateParameters | null;
      readonly request: OpeningRequest | null;
      readonly response: OpeningResponse | null;
    }
  /** The opening handshake came to nothing; `failure` is null if the application itself refused or the transport ended. */
  | { readonly type: "refused"; readonly failure: Failure | null; readonly response: OpeningResponse | null; readonly loss?: string }
  /** Text payloads are valid UTF-8. */
  | { readonly type: "message"; readonly format: MessageFormat; readonly payload: Uint8Array }
  | { readonly type: "ping"; readonly payload: Uint8Array }
  | { readonly type: "pong"; readonly payload: Uint8Array }
  /** The peer has begun the closing handshake and was answered: nothing can be sent any more. 1005 stands for no code (section 7.1.5). */
  | { readonly type: "closing"; readonly code: number; readonly reason: string }
  /** The established connection failed (section 7.1.7). */
  | { readonly type: "failed"; readonly failure: Failure }
  /**
   * Sections 7.1.4 to 7.1.6; `wasClean` only after a complete closing handshake. `loss`, here and in `refused`, says why the
   * transport was lost, where it did not end in order: a reset, a fault of TLS.
   */
  | { readonly type: "closed"; readonly code: number; readonly reason: string; readonly wasClean: boolean; readonly loss?: string };
