/** What a message or a control frame carries: the bytes of any view, whatever its elements are. */
export type Bytes = ArrayBufferView;

/** The two kinds of message (section 5.6). */
export type MessageFormat = "text" | "binary";

/** Which of an endpoint's two timers. */
export type TimerName = "opening" | "closing";

/** A header field as name and value. */
export type Field = readonly [name: string, value: string];

/**
 * Everything that can happen to an endpoint. A connection is the list of its inputs: replaying the list replays the connection.
 * `bytes` hands the array over: the endpoint unmasks it in place.
 */
export type Input =
  | { readonly kind: "start" }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  /** `loss` says why the transport was lost, in the words of the host, where it did not end in order. */
  | { readonly kind: "transportEnd"; readonly loss?: string }
  | { readonly kind: "timer"; readonly timer: TimerName }
  | Command;

/**
 * What an application asks of an endpoint. Further fields are never those that the endpoint writes itself (Host, Upgrade,
 * Sec-WebSocket-…, Content-Length …); a refusal with 401 or 407 has to name the challenge, and what 405 and 426 need is added.
 */
export type Command =
  | { readonly kind: "accept"; readonly subprotocol?: string; readonly fields?: readonly Field[] }
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly reason?: string;
      readonly fields?: readonly Field[];
      readonly body?: string;
    }
  | { readonly kind: "message"; readonly format: MessageFormat; readonly payload: Bytes | string }
  | { readonly kind: "firstFragment"; readonly format: MessageFormat; readonly payload: Bytes | string }
  | { readonly kind: "nextFragment"; readonly payload: Bytes | string; readonly last: boolean }
  | { readonly kind: "ping"; readonly payload: Bytes }
  | { readonly kind: "pong"; readonly payload: Bytes }
  | { readonly kind: "close"; readonly code?: number; readonly reason?: string };
