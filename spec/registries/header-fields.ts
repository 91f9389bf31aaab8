import type { RequirementId } from "../requirements.ts";

/**
 * How a field may come in a head. `list`: several lines mean the same as one with all their values. `once`: a second line
 * breaks the requirement named. `absent`: nobody writes it there, and whoever gets it all the same gives it no meaning.
 */
export type Occurrence = "list" | "absent" | { readonly once: RequirementId };

const once = <Id extends RequirementId>(requirement: Id) => ({ once: requirement }) as const;

/** What a header field of the opening handshake allows (RFC 6455, section 11.3, with RFC 9110 for the general ones). */
export interface HeaderField {
  readonly name: string;
  readonly inRequest: Occurrence;
  readonly inResponse: Occurrence;
  readonly section: string;
}

/** The header fields the opening handshake gives a meaning to; the rules "once", "list" and "in which head" are made from this. */
export const headerFields = {
  host: { name: "Host", inRequest: once("rfc9112/3.2/host-once"), inResponse: "absent", section: "rfc9112/3.2" },
  upgrade: { name: "Upgrade", inRequest: "list", inResponse: once("rfc6455/4.1/response-upgrade"), section: "rfc9110/7.8" },
  connection: { name: "Connection", inRequest: "list", inResponse: "list", section: "rfc9110/7.6.1" },
  origin: { name: "Origin", inRequest: once("rfc6454/7.3/origin-once"), inResponse: "absent", section: "rfc6455/10.2" },
  key: { name: "Sec-WebSocket-Key", inRequest: once("rfc6455/11.3.1/key-once"), inResponse: "absent", section: "rfc6455/11.3.1" },
  extensions: { name: "Sec-WebSocket-Extensions", inRequest: "list", inResponse: "list", section: "rfc6455/11.3.2" },
  accept: { name: "Sec-WebSocket-Accept", inRequest: "absent", inResponse: once("rfc6455/11.3.3/accept-once"), section: "rfc6455/11.3.3" },
  protocol: {
    name: "Sec-WebSocket-Protocol",
    inRequest: "list",
    inResponse: once("rfc6455/11.3.4/protocol-once-in-response"),
    section: "rfc6455/11.3.4",
  },
  version: {
    name: "Sec-WebSocket-Version",
    inRequest: once("rfc6455/11.3.5/version-once-in-request"),
    inResponse: "list",
    section: "rfc6455/11.3.5",
  },
} as const satisfies Record<string, HeaderField>;

/** Fields that say something about the connection or about the content of a message: whoever writes the head decides about them. */
export const framingFields = {
  "Content-Length": "rfc9110/8.6",
  "Transfer-Encoding": "rfc9112/6.1",
  Trailer: "rfc9110/6.6.2",
  TE: "rfc9110/10.1.4",
  Expect: "rfc9110/10.1.1",
  "Keep-Alive": "rfc9110/7.6.1",
  "Proxy-Connection": "rfc9110/7.6.1",
} as const satisfies Record<string, string>;

/** Fields that an application may give, and that no message has twice, by what makes them so (RFC 9110, section 5.3). */
export const singleFields = {
  Age: "rfc9111/5.1",
  Authorization: "rfc9110/11.6.2",
  "Content-Location": "rfc9110/8.7",
  "Content-Type": "rfc9110/8.3",
  Cookie: "rfc6265/5.4",
  Date: "rfc9110/6.6.1",
  ETag: "rfc9110/8.8.3",
  Expires: "rfc9111/5.3",
  From: "rfc9110/10.1.2",
  "Last-Modified": "rfc9110/8.8.2",
  Location: "rfc9110/10.2.2",
  "Max-Forwards": "rfc9110/7.6.2",
  "Proxy-Authorization": "rfc9110/11.7.2",
  Referer: "rfc9110/10.1.3",
  "Retry-After": "rfc9110/10.2.3",
  Server: "rfc9110/10.2.4",
  "User-Agent": "rfc9110/10.1.5",
} as const satisfies Record<string, string>;
