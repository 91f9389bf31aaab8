import { bytesFromLatin1, encodeUtf8 } from "../bytes/text.ts";
import type { Field } from "../input.ts";
import { valuesOf } from "./head-field.ts";

const headBytes = (startLine: string, fields: readonly Field[]): Uint8Array =>
  bytesFromLatin1([startLine, ...fields.map(([name, value]) => `${name}: ${value}`), "", ""].join("\r\n"));

/** What a client asks for. */
export interface ClientHandshake {
  /** Path and query, as in `/chat?room=1`. */
  readonly resource: string;
  /** The Host field: host, and port where it is not the default. */
  readonly host: string;
  readonly key: string;
  readonly origin?: string | undefined;
  readonly subprotocols: readonly string[];
  /** The Sec-WebSocket-Extensions field; empty offers nothing. */
  readonly extensions: string;
  readonly fields: readonly Field[];
}

/** Section 4.1: the client's opening handshake. */
export const writeOpeningRequest = ({ resource, host, key, origin, subprotocols, extensions, fields }: ClientHandshake): Uint8Array =>
  headBytes(`GET ${resource} HTTP/1.1`, [
    ["Host", host],
    ["Upgrade", "websocket"],
    ["Connection", "Upgrade"],
    ["Sec-WebSocket-Key", key],
    ["Sec-WebSocket-Version", "13"],
    ...(origin === undefined ? [] : [["Origin", origin] as const]),
    ...(subprotocols.length === 0 ? [] : [["Sec-WebSocket-Protocol", subprotocols.join(", ")] as const]),
    ...(extensions === "" ? [] : [["Sec-WebSocket-Extensions", extensions] as const]),
    ...fields,
  ]);

/** Section 4.2.2: the answer that accepts. */
export const writeAcceptance = (
  accept: string,
  subprotocol: string | undefined,
  extensions: string,
  fields: readonly Field[],
): Uint8Array =>
  headBytes("HTTP/1.1 101 Switching Protocols", [
    ["Upgrade", "websocket"],
    ["Connection", "Upgrade"],
    ["Sec-WebSocket-Accept", accept],
    ...(subprotocol === undefined ? [] : [["Sec-WebSocket-Protocol", subprotocol] as const]),
    ...(extensions === "" ? [] : [["Sec-WebSocket-Extensions", extensions] as const]),
    ...fields,
  ]);

/** What a refusal depends on besides what it says. */
export interface RefusalSetting {
  /** Milliseconds since 1970; without a clock there is no Date. */
  readonly now?: number | undefined;
  /** Whether there may be content; so unless said otherwise. */
  readonly hasContent?: boolean;
}

/** Section 4.2.2: an answer that refuses; it says how long its body is and that the connection ends. */
export function writeRefusal(
  status: number,
  reason: string,
  fields: readonly Field[],
  body: string,
  { now, hasContent = true }: RefusalSetting = {},
): Uint8Array {
  const bodyBytes = encodeUtf8(hasContent ? body : "");
  const lacks = (name: string): boolean => valuesOf(fields, name).length === 0;
  const head = headBytes(`HTTP/1.1 ${status} ${reason}`, [
    ["Connection", lacks("Upgrade") ? "close" : "close, Upgrade"],
    ...(now === undefined || !lacks("Date") ? [] : [["Date", new Date(now).toUTCString()] as const]),
    ...fields,
    ...(hasContent && lacks("Content-Type") ? [["Content-Type", "text/plain; charset=utf-8"] as const] : []),
    ...(hasContent ? [["Content-Length", String(bodyBytes.length)] as const] : []),
  ]);
  const bytes = new Uint8Array(head.length + bodyBytes.length);
  bytes.set(head);
  bytes.set(bodyBytes, head.length);
  return bytes;
}
